import TerminalKit

/// Every command of the screens, in the order of help and bottom line.
public enum CommandRegistry {
    public static let all: [Command] =
        gridCommands + customerCommands + spreadsheetCommands + cardCommands + feedCommands + metaCommands + listCommands
        + everywhereCommands

    static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    private static let byPlace: [Command.Place: [KeyStroke: Command]] = {
        var table: [Command.Place: [KeyStroke: Command]] = [:]
        for command in all {
            for place in command.places {
                for key in command.keys { table[place, default: [:]][key] = command }
            }
        }
        return table
    }()

    /// The places whose keys work now, the nearest first.
    static func places(in state: DeskState) -> [Command.Place] {
        if state.card != nil { return [.card, .everywhere] }
        switch state.screen {
        case .sheets: return [state.sheets.focus == .grid ? .grid : .spreadsheets, .lists, .everywhere]
        case .feed: return [.feed, .lists, .everywhere]
        case .meta: return [.meta, .everywhere]
        }
    }

    /// Its keys work now.
    static func isHere(_ command: Command, _ state: DeskState) -> Bool {
        places(in: state).contains { command.places.contains($0) }
    }

    static func command(for stroke: KeyStroke, in state: DeskState) -> Command? {
        for place in places(in: state) {
            if let command = byPlace[place]?[stroke] { return command }
        }
        return nil
    }

    /// What can be done here, nearest first.
    static func commands(in state: DeskState) -> [Command] {
        let places = places(in: state)
        var seen: Set<String> = []
        return places.flatMap { place in all.filter { $0.places.contains(place) } }.filter { seen.insert($0.id).inserted }
    }

    /// Runs a command, or says why it cannot be done.
    static func run(_ command: Command, _ state: inout DeskState) -> [DeskEffect] {
        if command.actsOnRow, let effects = Desk.bringBack(&state) { return effects }
        if let reason = command.disabled(state) {
            state.say(reason, .warning)
            return []
        }
        return command.run(&state)
    }
}
