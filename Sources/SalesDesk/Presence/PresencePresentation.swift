import CRM
import Foundation
import TerminalKit

/// How the screens say that somebody else has a customer in front of them.
enum PresencePresentation {
    /// It tells without colour, and is one cell wide in every terminal.
    private static let sign = "@"
    /// Cells of a user's name.
    private static let longestName = 12
    private static let own = "you"

    /// The users who have a customer in front of them, each once: others before oneself in another window, those at work before those who have
    /// pressed no key for a while.
    private static func people(at customer: Customer.ID, in state: DeskState) -> (names: [String], style: Style)? {
        let sessions = state.presence.sessions(at: customer, now: state.now)
        guard !sessions.isEmpty else { return nil }
        let me = state.presence.ownUser ?? state.configuration.user.id
        let sorted = sessions.filter { $0.presence.isActive } + sessions.filter { !$0.presence.isActive }
        let others = sorted.filter { $0.presence.userID != me }
        let names = others.map { TextWidth.truncate(SafeText.clean($0.name), to: longestName) }.uniqued()
        return (names.isEmpty ? [own] : names, sorted[0].presence.isActive ? .good : .dim)
    }

    /// `ana is here`, on a card where there is room for it, and otherwise `@ana`; nil where nobody else is.
    static func words(at customer: Customer.ID, room: Int, in state: DeskState) -> (text: String, style: Style)? {
        guard let (names, style) = people(at: customer, in: state) else { return nil }
        let sentence =
            switch names.count {
            case 1: names[0] == own ? "\(own), in another window" : "\(names[0]) is here"
            case 2: "\(names[0]) and \(names[1]) are here"
            default: "\(names[0]), \(names[1]) and \(names.count - 2) more are here"
            }
        return (TextWidth.of(sentence) <= room ? sentence : brief(names), style)
    }

    private static func brief(_ names: [String]) -> String { names.count == 1 ? sign + names[0] : "\(sign)\(names[0])+\(names.count - 1)" }

    /// Draws it on a row: behind the customer's name where that leaves the name whole, otherwise the bare sign in the gap before the columns.
    /// No other cell moves.
    ///
    /// - Parameters:
    ///   - name: as it stands in the cell.
    ///   - cell: the free part of the name's cell.
    ///   - gap: the column before the first cell.
    static func draw(
        at customer: Customer.ID, beside name: String, in cell: Rect, gap: Int, on surface: Surface, _ state: DeskState,
        into scene: inout Scene
    ) {
        guard let (names, style) = people(at: customer, in: state) else { return }
        let text = brief(names)
        let width = TextWidth.of(text)
        if TextWidth.of(name) + 1 + width <= cell.width {
            scene.grid.put(text, x: cell.maxX - width, y: cell.y, style: style.on(surface))
        } else {
            scene.grid.put(sign, x: gap, y: cell.y, width: 1, style: style.on(surface))
        }
    }

    /// For the help.
    static var legend: HelpText.Entry {
        HelpText.Entry(
            key: "\(sign)ana", text: "ana has this customer in front of her too; a bare \(sign) stands where there is no room for a name.")
    }
}
