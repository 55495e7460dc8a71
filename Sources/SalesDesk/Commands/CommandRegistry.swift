import TerminalKit

/// Every command of the screens, in the order of help and bottom line.
public enum CommandRegistry {
    public static let all: [Command] =
        Screen.all.flatMap(\.commands) + overlayCommands + listCommands + everywhereCommands

    /// Commands that work in the same places, with the heading of these.
    public struct Group {
        public let title: String
        public var commands: [Command]
    }

    /// Some commands by the places that they work in, in the order in which these come first.
    public static func groups(_ commands: [Command]) -> [Group] {
        var groups: [(places: [Command.Place], group: Group)] = []
        for command in commands {
            if let index = groups.firstIndex(where: { $0.places == command.places }) {
                groups[index].group.commands.append(command)
            } else {
                // "The grid and The customer card" reads "The grid and the customer card".
                let title = command.places.map(\.title).joined(separator: " and ").replacing(" and T", with: " and t")
                groups.append((command.places, Group(title: title, commands: [command])))
            }
        }
        return groups.map(\.group)
    }

    static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    /// The places whose keys work now, the nearest first.
    static func places(in state: DeskState) -> [Command.Place] {
        (state.card != nil ? .card : state.shown.place(state)).reach
    }

    /// Its keys work now.
    static func isHere(_ command: Command, _ state: DeskState) -> Bool {
        places(in: state).contains { command.places.contains($0) }
    }

    static func command(for stroke: KeyStroke, in state: DeskState) -> Command? {
        state.keys.command(for: stroke, in: places(in: state))
    }

    /// The commands that can be done here, nearest first.
    static func commands(in state: DeskState) -> [Command] { nearestFirst(state, state.keys.commands(of:)) }

    /// Those of them that the bottom line may show.
    static func hinted(in state: DeskState) -> [Command] { nearestFirst(state, state.keys.hinted(of:)) }

    private static func nearestFirst(_ state: DeskState, _ commands: (Command.Place) -> [Command]) -> [Command] {
        var seen: Set<String> = []
        return places(in: state).flatMap(commands).filter { seen.insert($0.id).inserted }
    }

    /// Runs a command, or says why it cannot be done.
    static func run(_ command: Command, _ state: inout DeskState) -> [DeskEffect] {
        if Desk.isEarly(command, state) {
            state.say("The rows are still being read, so nothing was done. Do it again in a moment.", .warning)
            return []
        }
        if command.actsOnRow, let effects = Desk.bringBack(&state) { return effects }
        if let reason = command.disabled(state) {
            state.say(reason, .warning)
            return []
        }
        return command.run(&state)
    }
}
