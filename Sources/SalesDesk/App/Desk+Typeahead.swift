import CRM
import TerminalKit

/// Keys that come faster than the rows they are meant for, as over a slow network, where several arrive at once: nothing is done to the
/// customer whom the cursor is about to leave.
extension Desk {
    /// More keys than that are dropped: nobody types so many without a look at the screen.
    private static let longestTypeahead = 64

    /// The keys that act on a customer act on another one, or on all that are being marked, once the store has answered.
    static func isSettling(_ state: DeskState) -> Bool {
        if state.moves.isUnderWay { return true }
        if let reading = state.marked.reading, reading.list == state.marking?.list { return true }
        if let card = state.card { return card.customer == nil }
        return state.shown.isSettling(state)
    }

    /// Whether a command is for rows, or for a spreadsheet, that the store has not given yet.
    static func isEarly(_ command: Command, _ state: DeskState) -> Bool {
        (command.actsOnRow && isSettling(state)) || (state.moves.isOpening && !command.places.contains(.everywhere))
    }

    /// Whether a key or a paste waits behind those that wait already. Esc lets go of them all, and so does the end of the program.
    static func waits(_ event: InputEvent, _ state: inout DeskState) -> Bool {
        guard !state.typeahead.isEmpty else { return false }
        if case .key(let stroke) = event, state.keys.has(stroke, "cancel") || state.keys.has(stroke, "quit") {
            state.typeahead = []
            return false
        }
        if state.typeahead.count < longestTypeahead { state.typeahead.append(event) }
        return true
    }

    /// The cursor does not go where the person sent it: the keys behind were not meant for the row where it stays.
    static func stopMoves(_ state: inout DeskState) {
        state.moves = CursorMoves()
        state.typeahead = []
    }

    /// Takes the keys that waited, in their order. One that sends the cursor elsewhere again has those behind it wait once more.
    static func takeTypeahead(_ state: inout DeskState) -> [DeskEffect] {
        guard !state.typeahead.isEmpty, !isSettling(state) else { return [] }
        let events = state.typeahead
        state.typeahead = []
        return events.flatMap { taken($0, &state) }
    }
}

/// The answers under way that take the cursor elsewhere, or open a card or a spreadsheet, as the person has asked.
struct CursorMoves: Hashable, Sendable {
    /// The steps that are being taken back or done again, and the customers that are being added or merged.
    private var writes = 0
    /// The spreadsheets that are being made.
    private var creations = 0
    /// A spreadsheet is there, and the list of them is being read in which it stands.
    private var isListAsked = false
    /// A list is to be called through.
    private var isLoopAsked = false

    var isUnderWay: Bool { writes > 0 || isLoopAsked || isOpening }

    /// The person has asked for a spreadsheet that is not open yet.
    var isOpening: Bool { creations > 0 || isListAsked }

    mutating func beginWrite() { writes += 1 }
    mutating func endWrite() { writes = max(0, writes - 1) }
    mutating func askLoop() { isLoopAsked = true }
    mutating func endLoopQuestion() { isLoopAsked = false }
    mutating func askList() { isListAsked = true }
    mutating func endList() { isListAsked = false }

    mutating func begin(_ followUp: FollowUp) {
        switch followUp {
        case .added, .merged: beginWrite()
        case .openSpreadsheet, .addCustomer: creations += 1
        default: break
        }
    }

    mutating func end(_ followUp: FollowUp) {
        switch followUp {
        case .added, .merged: endWrite()
        case .openSpreadsheet, .addCustomer: (creations, isListAsked) = (max(0, creations - 1), true)
        default: break
        }
    }
}

extension Change {
    /// It is written with a follow-up that takes the cursor elsewhere.
    var movesCursor: Bool {
        switch self {
        case .addCustomer, .mergeRows, .createSpreadsheet: true
        default: false
        }
    }
}
