import CRM
import Foundation
import TerminalKit

/// Which screen it is. Its commands and the settings know it by the name.
struct ScreenID: Hashable, Sendable {
    let name: String

    init(_ name: String) { self.name = name }

    /// The command that shows the screen.
    var commandID: String { "screen.\(name)" }
}

/// A screen: what is done on it, and how it is drawn. All else asks here and names none. Its folder has its state, actions, effects,
/// commands and this record; the list is `Screen.all`.
struct Screen: Sendable, Identifiable {
    typealias Step = @Sendable (inout DeskState) -> [DeskEffect]

    let id: ScreenID
    /// In the header.
    let title: String
    /// The effect of the command that shows it, and its keys.
    let words: CommandTitle
    let keys: [String]
    /// The places whose keys work there. The first is where the palette finds it.
    let places: [Command.Place]
    /// Those of its places, in the order of help and bottom line.
    let commands: [Command]
    /// The nearest of the places whose keys work now.
    let place: @Sendable (DeskState) -> Command.Place
    let draw: @Sendable (DeskState, inout Scene) -> Void

    /// It is shown now: what it has to read.
    var open: Step = { _ in [] }
    /// The store has changed, whether the screen is shown or not: its rows.
    var refresh: Step = { _ in [] }
    /// The same: what stands around them.
    var refreshAround: Step = { _ in [] }
    /// Nothing has changed but events of the journal, and what is known of pages.
    var refreshEvents: Step = { _ in [] }
    /// A read failed, of this screen or another.
    var fail: @Sendable (DeskEffect, inout DeskState) -> Void = { _, _ in }
    /// Moves the cursor of its list by so many lines.
    var move: @Sendable (Int, inout DeskState) -> [DeskEffect] = { _, _ in [] }
    /// Moves it to the first line, or the last.
    var edge: @Sendable (_ last: Bool, inout DeskState) -> [DeskEffect] = { _, _ in [] }
    /// Lines of its list that are seen at once.
    var pageHeight: @Sendable (DeskState) -> Int = { FrameLayout($0).body.height }
    /// The wheel turns at this point.
    var scroll: @Sendable (Int, Point, inout DeskState) -> [DeskEffect] = { _, _, _ in [] }
    /// Something of its own was clicked.
    var click: @Sendable (Hit.Target, _ isDouble: Bool, inout DeskState) -> [DeskEffect] = { _, _, _ in [] }
    /// One step back within the screen, such as out of a filter; nil where there is none.
    var back: @Sendable (inout DeskState) -> [DeskEffect]? = { _ in nil }
    /// Has the last change taken back, or done again.
    var revert: @Sendable (_ isUndo: Bool, inout DeskState) -> [DeskEffect] = { isUndo, state in Desk.turn(isUndo: isUndo, &state) }
    /// Goes to where a command of the palette is done, and does it.
    var runThere: @Sendable (Command, Command.Place, inout DeskState) -> [DeskEffect] = { command, place, state in
        guard let screen = state.screen(of: place) else { return [] }
        return Desk.show(screen.id, &state) + CommandRegistry.run(command, &state)
    }

    /// The keys are text now, in a field of its own.
    var takesText: @Sendable (DeskState) -> Bool = { _ in false }
    /// A key for such a field; nil when it is one for the commands.
    var fieldKey: @Sendable (KeyStroke, inout DeskState) -> [DeskEffect]? = { _, _ in nil }
    /// False when a pasted text has nowhere to go.
    var paste: @Sendable (String, inout DeskState) -> Bool = { _, _ in false }

    /// The customer that the keys act on.
    var currentCustomer: @Sendable (DeskState) -> Customer? = { _ in nil }
    /// The cursor goes to another row with an answer of the store that is under way.
    var isSettling: @Sendable (DeskState) -> Bool = { _ in false }
    /// From the customer's card to that of the next one, or the one before.
    var turnCard: @Sendable (Int, inout DeskState) -> [DeskEffect] = { _, _ in [] }
    /// A customer among the rows that it has at hand.
    var customer: @Sendable (Customer.ID, DeskState) -> Customer? = { _, _ in nil }
    /// A person has changed a customer: its rows show that before it is on the disk.
    var change: @Sendable (Customer.ID, inout DeskState, (inout Customer) -> Void) -> Void = { _, _, _ in }
    /// A person has deleted a customer.
    var remove: @Sendable (Customer.ID, inout DeskState) -> Void = { _, _ in }
    /// Gives the cursor to a customer, where it is among the rows at hand.
    var choose: @Sendable (Customer.ID, inout DeskState) -> Void = { _, _ in }
    /// Calls through its list from the cursor on; nil where there is none.
    var callThrough: Step?
    /// The rows that can be marked; nil where none can.
    var marking: @Sendable (DeskState) -> Marking? = { _ in nil }
    /// Where the card of the row with the cursor stands beside its list, and whose it is; nil where there is none.
    var preview: @Sendable (DeskState) -> (place: Rect, customer: Customer)? = { _ in nil }
    /// The customers whose ages are seen.
    var ages: @Sendable (DeskState) -> [Customer] = { _ in [] }

    /// The number of things that wait for a person, beside its title.
    var badge: @Sendable (DeskState) -> MatchCount = { _ in MatchCount(count: 0, isMore: false) }
    /// When its list, or its badge, is next another by the passing of time alone; `clock` is called from then on.
    var nextChange: @Sendable (DeskState) -> Date? = { _ in nil }
    var clock: Step = { _ in [] }
    /// The bottom line, without a prompt or anything that lies over the screen.
    var hints: @Sendable (DeskState) -> [KeyHints.Hint] = { KeyHints.ranked($0) }
    /// The line above that, where nothing is to be said: a rule.
    var drawStatus: @Sendable (DeskState, _ y: Int, inout Scene) -> Void = { state, y, scene in
        scene.grid.horizontalLine(x: 0, y: y, width: state.size.columns)
    }
    /// The meaning of its signs and colours, for the help.
    var legend: @Sendable (DeskState) -> [HelpText.Entry] = { _ in [] }

    /// In the order of the header. The first is where the desk begins, and where the way back ends.
    static let all: [Screen] = [.sheets, .calls, .feed, .insights, .meta]

    /// Shows it.
    var command: Command { Command(id.commandID, words, keys: keys, in: [.everywhere]) { [id] in Desk.show(id, &$0) } }
}

extension DeskState {
    /// The screen that is shown, perhaps below a card.
    var shown: Screen { screens.first { $0.id == screen } ?? screens[0] }

    func screen(of place: Command.Place) -> Screen? { screens.first { $0.places.contains(place) } }
}
