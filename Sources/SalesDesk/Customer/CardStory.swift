import CRM
import Foundation
import TerminalKit

/// The lines of the card that are as many as there is to tell: what the person wrote, the remark, their other rows, what happened.
struct CardStory {
    struct Line: Hashable {
        var label = ""
        var labelWidth = CardStory.labels
        var text = ""
        var style = Style.plain
        /// The column that is edited there.
        var field: CustomerField?

        static let blank = Line()
    }

    private static let labels = 9

    private let content: CardContent
    private let state: DeskState

    init(_ content: CardContent, _ state: DeskState) {
        self.content = content
        self.state = state
    }

    /// Stands for the lines that have no room.
    func more(_ count: Int, key: String) -> Line {
        Line(label: "", text: "\(Numbers.count(count, "more line")): \(key)", style: .dim)
    }

    // MARK: What they wrote

    /// The forms of the row, the newest first: first what was written, then in one line what only repeats the fields.
    func asked(width: Int) -> [Line] {
        ([content.lead].compactMap { $0 } + content.otherLeads).enumerated().flatMap { form($1, isFirst: $0 == 0, width: width) }
    }

    private func form(_ lead: Lead, isFirst: Bool, width: Int) -> [Line] {
        let platform = lead.platform.map { ["fb": "Facebook", "ig": "Instagram"][$0] ?? $0 }
        let origin = [
            lead.formName ?? lead.formID, isFirst ? nil : moment(lead.createdTime), lead.campaignName, lead.adName, platform,
            lead.isOrganic == true ? "organic" : nil,
        ]
        var lines = Wrapped.lines(origin.compactMap { $0 }.joined(separator: " · "), width: max(8, width - CardStory.labels - 2))
            .enumerated().map { Line(label: $0 == 0 ? "ASKED" : "", text: $1) }
        let longest = lead.answers.map { TextWidth.of($0.label) }.max() ?? 0
        let labels = min(max(16, longest + 3), width / 2)
        var repeated: [CustomerField] = []
        var unanswered = 0
        for answer in lead.answers {
            let value = answer.values.joined(separator: ", ")
            if value.isEmpty {
                unanswered += 1
            } else if let field = CardStory.field(repeatedBy: answer, of: content.customer, state.configuration.phones) {
                repeated.append(field)
            } else {
                for (index, part) in Wrapped.lines(value, width: max(8, width - labels - 3)).enumerated() {
                    lines.append(Line(label: index == 0 ? "  \(answer.label)" : "", labelWidth: labels, text: part, style: .bold))
                }
            }
        }
        let same = repeated.isEmpty ? nil : "\(repeated.uniqued().map(\.title).joined(separator: ", ")) as above"
        let none = unanswered == 0 ? nil : "\(Numbers.count(unanswered, "question")) left blank"
        let folded = [same, none].compactMap { $0 }.joined(separator: "; ")
        if !folded.isEmpty { lines.append(Line(label: "  +", labelWidth: 3, text: folded, style: .dim)) }
        return lines + consents(lead, width: width)
    }

    /// The person's consents in the form's boxes, given or not, in whole: the words decide whether a call is allowed.
    private func consents(_ lead: Lead, width: Int) -> [Line] {
        guard !lead.consents.isEmpty else { return [] }
        return [Line(label: "CONSENT")]
            + lead.consents.flatMap { consent in
                Wrapped.lines(consent.label, width: max(8, width - 7)).enumerated().map { index, part in
                    let (word, style): (String, Style) = consent.isGiven ? ("  yes", .plain) : ("  no", .warning)
                    return Line(label: index == 0 ? word : "", labelWidth: 5, text: part, style: style)
                }
            }
    }

    /// The field that says the same as the answer; nil for what only the answer says.
    static func field(repeatedBy answer: Answer, of customer: Customer, _ phones: PhoneReader) -> CustomerField? {
        guard answer.values.count == 1, let value = answer.values.first.map(SearchText.fold) else { return nil }
        let bare = value.trimmingCharacters(in: .whitespacesAndNewlines)
        let fields: [CustomerField] = [.customerName, .companyName, .email, .phoneNumber]
        if let field = fields.first(where: { SearchText.fold(customer[field: $0]) == bare }) { return field }
        if let number = phones.number(answer.values[0]), number.e164 == phones.number(customer.phoneNumber)?.e164 { return .phoneNumber }
        // A first or a last name, asked for by its own question.
        let words = bare.split(whereSeparator: \.isWhitespace)
        let name = SearchText.fold(customer.customerName).split(whereSeparator: \.isWhitespace)
        return answer.name.lowercased().contains("name") && words.allSatisfy(name.contains) ? .customerName : nil
    }

    // MARK: Remark and other rows

    func rest(width: Int) -> [Line] {
        var lines = remark(width: width)
        for (index, other) in content.others.enumerated() {
            let also = PersonPresentation.line(
                other, in: state, moment: moment(other.customer.lead?.createdTime ?? other.customer.createdAt))
            lines.append(Line(label: index == 0 ? "ALSO" : "", text: also))
        }
        return lines
    }

    private func remark(width: Int) -> [Line] {
        let remark = content.customer.remark
        // The field in which it is edited has its title and all of its text.
        if state.card != nil, state.prompt?.purpose == .cell(content.customer.id, .remark) { return [Line(field: .remark)] }
        let text = remark.isEmpty ? [""] : Wrapped.lines(remark, width: max(8, width - CardStory.labels - 2))
        return text.enumerated().map { index, text in
            Line(label: index == 0 ? "REMARK" : "", text: text, field: index == 0 ? .remark : nil)
        }
    }

    // MARK: What happened

    /// The timeline, the newest first, below its title or, where it has a column of its own, beside its moments alone.
    func timeline(width: Int, isBeside: Bool) -> [Line] {
        var lines: [Line] = isBeside ? [Line(label: "TIMELINE")] : []
        let moments = 12
        let indent = isBeside ? 0 : CardStory.labels + 1
        for (index, activity) in content.timeline.enumerated() {
            let parts = [
                AppliedPresentation.line(activity, in: state), activity.author, PersonPresentation.owner(of: activity, in: content),
            ]
            let text = parts.compactMap { $0 }.joined(separator: " · ")
            let style: Style = [.noted, .lead, .called].contains(activity.kind) ? .plain : .dim
            for (part, line) in Wrapped.lines(text, width: max(8, width - indent - moments - 3)).enumerated() {
                let title = index == 0 && part == 0 && !isBeside ? "TIMELINE" : ""
                let label = title.padding(toLength: indent, withPad: " ", startingAt: 0) + (part == 0 ? moment(activity.at) : "")
                lines.append(Line(label: label, labelWidth: indent + moments, text: line, style: style))
            }
        }
        return lines
    }

    private func moment(_ instant: Date) -> String { InstantPresentation.minute(instant, now: state.now, in: state.configuration.zone) }
}
