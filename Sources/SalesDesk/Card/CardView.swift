import CRM
import Foundation
import TerminalKit

/// Draws the customer card: who it is and how to reach them, what the form said, what happened so far.
enum CardView {
    /// The fields in the order of the card.
    static let fields: [CustomerField] = [.customerName, .companyName, .phoneNumber, .email, .status, .nextCallDate, .remark]

    private static let left = 12

    static func draw(_ state: DeskState, into scene: inout Scene) {
        let body = FrameLayout(state).body
        guard let customer = state.card?.customer else {
            scene.grid.put("Reading the customer…", x: 1, y: body.y, style: .dim)
            return
        }
        drawHead(customer, state, y: body.y, into: &scene)
        for (index, field) in fields.enumerated() where body.y + 2 + index < body.maxY {
            drawField(field, customer, state, y: body.y + 2 + index, into: &scene)
        }
        drawStory(state, in: storyRect(body), into: &scene)
    }

    private static func storyRect(_ body: Rect) -> Rect {
        let top = min(body.y + 3 + fields.count, body.maxY)
        return Rect(x: body.x, y: top, width: body.width, height: body.maxY - top)
    }

    // MARK: Head

    private static func drawHead(_ customer: Customer, _ state: DeskState, y: Int, into scene: inout Scene) {
        var right = scene.grid.width - 1
        func put(_ text: String, _ style: Style, gap: Int) {
            guard !text.isEmpty else { return }
            right -= TextWidth.of(text)
            scene.grid.put(text, x: right, y: y, style: style)
            right -= gap
        }
        put(" \(customer.status) ", Style(.onAccent, on: .accent, bold: true), gap: 2)
        let age = CustomerLook.age(customer, in: state)
        put(age.text.isEmpty ? "" : "● \(age.text)", age.style, gap: 3)
        if customer.lead?.isTest == true { put("test lead", .warning, gap: 3) }
        var x = 1
        x += scene.grid.put(customer.customerName, x: x, y: y, width: max(1, right - x), style: .bold) + 3
        if x < right { scene.grid.put(customer.companyName, x: x, y: y, width: right - x, style: .dim) }
    }

    // MARK: Fields

    private static func drawField(_ field: CustomerField, _ customer: Customer, _ state: DeskState, y: Int, into scene: inout Scene) {
        let width = max(1, scene.grid.width - left - 1)
        let isHere = state.card?.field == field
        if isHere { scene.grid.put("▌", x: 0, y: y, style: .accent) }
        scene.grid.put(field.title, x: 1, y: y, width: left - 2, style: isHere ? .bold : .dim)
        scene.hit(Rect(x: 0, y: y, width: scene.grid.width, height: 1), .cardField(field))
        if let prompt = state.prompt, prompt.purpose == .cell(customer.id, field) {
            prompt.field.draw(into: &scene.grid, x: left, y: y, width: min(width, 60), style: .field, focused: true)
            return
        }
        let (text, style) = content(field, customer, state)
        var x = left + scene.grid.put(text, x: left, y: y, width: width, style: isHere ? style.underlined() : style)
        guard field == .phoneNumber else { return }
        for aside in PhoneLook.asides(customer.phoneNumber, in: state) {
            x += 3
            x += scene.grid.put(aside, x: x, y: y, width: max(0, left + width - x), style: .dim)
        }
    }

    private static func content(_ field: CustomerField, _ customer: Customer, _ state: DeskState) -> (String, Style) {
        switch field {
        case .phoneNumber: return (state.configuration.phones.text(customer.phoneNumber), .accent.bolded())
        case .status: return (customer.status, StatusLook.style(customer.status, in: state))
        case .nextCallDate:
            let look = CustomerLook.nextCall(customer, in: state)
            guard let call = customer.nextCall else { return look }
            return ("\(look.text)   \(CallDateText.long(call, in: state.callDates))", look.style)
        default: return (customer[field: field], .plain)
        }
    }

    // MARK: Form and timeline

    private static func drawStory(_ state: DeskState, in rect: Rect, into scene: inout Scene) {
        let lines = story(state, width: rect.width)
        let top = min(state.card?.top ?? 0, max(0, lines.count - rect.height))
        for (index, line) in lines.dropFirst(top).prefix(rect.height).enumerated() {
            let y = rect.y + index
            scene.grid.put(line.label, x: 1, y: y, width: line.labelWidth, style: .dim)
            let mark = line.mark.isEmpty ? 0 : TextWidth.of(line.mark) + 1
            scene.grid.put(line.text, x: 1 + line.labelWidth + 1, y: y, width: max(0, rect.width - line.labelWidth - 3 - mark), style: line.style)
            if mark > 0 { scene.grid.put(line.mark, x: max(0, rect.maxX - mark), y: y, style: .violet) }
        }
        if top + rect.height < lines.count, rect.height > 0 {
            scene.grid.put("more: PgDn", x: rect.maxX - 11, y: rect.maxY - 1, width: 10, style: .accent)
        }
    }

    /// How many lines of form and timeline lie below the card.
    static func timelineOverflow(_ state: DeskState) -> Int {
        let rect = storyRect(FrameLayout(state).body)
        return max(0, story(state, width: rect.width).count - rect.height)
    }

    private struct Line {
        var label = ""
        var labelWidth = 10
        var text = ""
        var style = Style.plain
        /// Stands at the right edge.
        var mark = ""
    }

    private static func story(_ state: DeskState, width: Int) -> [Line] {
        guard let content = state.card?.content else { return [] }
        var lines: [Line] = []
        let words = content.customer.enquiry?.words ?? ""
        for (index, lead) in ([content.lead].compactMap { $0 } + content.otherLeads).enumerated() {
            lines += form(lead, mark: index == 0 ? words : "", width: width)
        }
        if lines.isEmpty, !words.isEmpty { lines.append(Line(label: "PERSON", mark: words)) }
        for (index, other) in content.others.enumerated() {
            let also = PersonLook.line(other, in: state, moment: moment(other.customer.lead?.createdTime ?? other.customer.createdAt, state))
            lines.append(Line(label: index == 0 ? "ALSO" : "", text: also, mark: index == 0 ? "p shows it" : ""))
        }
        if !lines.isEmpty { lines.append(Line()) }
        for (index, activity) in content.timeline.enumerated() {
            let when = moment(activity.at, state)
            let text = [activity.text, activity.author, PersonLook.owner(of: activity, in: content)].compactMap { $0 }.joined(separator: " · ")
            let style: Style = activity.kind == .noted || activity.kind == .lead ? .plain : .dim
            for (part, line) in Wrapped.lines(text, width: max(8, width - 29)).enumerated() {
                let label = index == 0 && part == 0 ? "TIMELINE" : ""
                let padded = label.padding(toLength: 10, withPad: " ", startingAt: 0) + " " + (part == 0 ? when : "")
                lines.append(Line(label: padded, labelWidth: 26, text: line, style: style))
            }
        }
        return lines
    }

    private static func form(_ lead: Lead, mark: String, width: Int) -> [Line] {
        let platform = lead.platform.map { ["fb": "Facebook", "ig": "Instagram"][$0] ?? $0 }
        let origin = [lead.formName ?? lead.formID, lead.campaignName, lead.adName, platform, lead.isOrganic == true ? "organic" : nil]
        var lines = [Line(label: "FORM", text: origin.compactMap { $0 }.joined(separator: " · "), mark: mark)]
        let labels = min(max(12, width / 3), 34)
        for answer in lead.answers {
            let value = answer.values.isEmpty ? "–" : answer.values.joined(separator: ", ")
            for (index, part) in Wrapped.lines(value, width: max(8, width - labels - 4)).enumerated() {
                lines.append(Line(label: index == 0 ? "  \(answer.label)" : "", labelWidth: labels, text: part))
            }
        }
        for (index, consent) in lead.consents.enumerated() {
            if index == 0 { lines.append(Line(label: "CONSENT")) }
            let (word, style): (String, Style) = consent.isGiven ? ("yes", .plain) : ("no", .warning)
            lines.append(Line(label: "  \(consent.label)", labelWidth: labels, text: word, style: style))
        }
        return lines
    }

    /// `today 14:31`, `yesterday 09:10`, `12 Oct 09:10`.
    private static func moment(_ instant: Date, _ state: DeskState) -> String {
        let zone = state.configuration.zone
        let call = NextCall(CalendarDay(instant, in: zone), TimeOfDay(instant, in: zone))
        return CallDateText.short(call, in: state.callDates).text
    }
}
