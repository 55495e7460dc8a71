import CRM
import TerminalKit

/// Draws the line that tells what waits for the person, with its key where nothing comes before it.
enum NeedsView {
    private typealias Piece = (text: String, style: Style)

    /// ` DUE  14:30 Zoë Larsson, you promised this call    n opens it              +3 new`; where that has no room, the badge names the key.
    static func draw(_ need: Need, _ state: DeskState, y: Int, into scene: inout Scene) {
        let width = state.size.columns - 2
        let key = state.nextNeed == need ? state.keys.of("lead.open") : ""
        let isRoomy = width >= 70
        let badge = [title(need, state), isRoomy ? "" : key].filter { !$0.isEmpty }.joined(separator: " ")
        var x = scene.grid.put(" \(badge) ", x: 0, y: y, style: .badge) + 2
        var end = width
        let others = others(need, state)
        if isRoomy, !others.isEmpty {
            end -= TextWidth.of(others) + 2
            scene.grid.put(others, x: width + 1 - TextWidth.of(others), y: y, style: .dim)
        }
        if isRoomy { end -= 14 }
        // Half a clause says nothing.
        for (index, part) in parts(need, state, width: width).enumerated() {
            let cells = part.map { TextWidth.of($0.text) }.reduce(0, +)
            guard index == 0 || x + cells <= end else { break }
            for piece in part { x += scene.grid.put(piece.text, x: x, y: y, width: max(0, end - x), style: piece.style) }
        }
        if isRoomy, !key.isEmpty {
            x += 4
            x += scene.grid.put(key, x: x, y: y, style: .accent.bolded()) + 1
            x += scene.grid.put(word(need), x: x, y: y, style: .dim)
        }
        scene.hit(Rect(x: 0, y: y, width: max(0, x), height: 1), .need)
    }

    private static func title(_ need: Need, _ state: DeskState) -> String {
        func counted(_ word: String, _ count: Int) -> String { count > 1 ? "\(word) \(Numbers.grouped(count))" : word }
        switch need {
        case .fault: return ""
        case .due: return counted("DUE", state.dueCalls().count)
        case .lead: return counted("NEW", state.arrivedLeads.count)
        case .away: return "AWAY"
        }
    }

    /// The effect of the key.
    private static func word(_ need: Need) -> String { if case .away = need { "shows it" } else { "opens it" } }

    /// The others that wait, at the right: `+3 new`.
    private static func others(_ need: Need, _ state: DeskState) -> String {
        guard case .due = need, state.announced != nil else { return "" }
        return "+\(Numbers.grouped(state.arrivedLeads.count)) new"
    }

    /// The text in parts, of which the last give way first.
    private static func parts(_ need: Need, _ state: DeskState, width: Int) -> [[Piece]] {
        func name(_ customer: Customer) -> String { TextWidth.truncate(customer.customerName, to: max(8, width / 3)) }
        switch need {
        case .fault: return []
        case .due(let customer):
            let time = customer.nextCall?.time.map { "\($0) " } ?? ""
            return [[(time + name(customer), .bold)], [(", you promised this call", .dim)]]
        case .lead(let customer):
            let age = CustomerPresentation.age(customer, in: state)
            let again = customer.enquiry.flatMap { $0.number > 1 ? $0.words : nil } ?? ""
            let rest: [Piece] = [(again, .accent), (customer.lead?.formName ?? "", .dim), (age.text, .dim)]
            return [[(name(customer), .bold)]] + rest.filter { !$0.text.isEmpty }.map { [(" · ", .dim), $0] }
        case .away(let absence):
            let since = InstantPresentation.minute(absence.since, now: state.now, in: state.configuration.zone)
            let counts = absence.words.map { [($0, Style.bold)] }
            return [[("since \(since): ", .dim)] + (counts.first ?? [])] + counts.dropFirst().map { [(", ", .dim)] + $0 }
        }
    }
}
