import TerminalKit

/// Which keys every command has: the commands' own, or what the settings say in their place. Whatever reads or names a key asks here.
public struct Keymap: Sendable {
    /// The commands' own keys.
    public static let standard = Keymap(
        Dictionary(uniqueKeysWithValues: CommandRegistry.all.map { ($0.id, $0.defaultKeys) }))

    /// Those that it gives keys to, in the order of help and bottom line.
    let commands: [Command]
    /// By the id of the command.
    let strokes: [String: [KeyStroke]]
    private let byPlace: [Command.Place: [KeyStroke: Command]]
    private let commandsByPlace: [Command.Place: [Command]]
    /// Each frame asks for them.
    private let hintedByPlace: [Command.Place: [Command]]

    init(_ strokes: [String: [KeyStroke]], of commands: [Command] = CommandRegistry.all) {
        self.commands = commands
        self.strokes = strokes
        var table: [Command.Place: [KeyStroke: Command]] = [:]
        var commandsByPlace: [Command.Place: [Command]] = [:]
        for command in commands {
            for place in command.places {
                commandsByPlace[place, default: []].append(command)
                for key in strokes[command.id] ?? [] { table[place, default: [:]][key] = command }
            }
        }
        byPlace = table
        self.commandsByPlace = commandsByPlace
        hintedByPlace = commandsByPlace.mapValues { $0.filter { $0.hint != nil } }
    }

    // MARK: What a key does

    /// The keys of the command `id`, the first of them the one that is shown; none when the palette has it alone.
    func strokes(of id: String) -> [KeyStroke] { strokes[id] ?? [] }

    /// Whether this key is one of the command's.
    func has(_ stroke: KeyStroke, _ id: String) -> Bool { strokes(of: id).contains(stroke) }

    /// The command of a key, looked for in these places one after the other.
    func command(for stroke: KeyStroke, in places: [Command.Place]) -> Command? {
        for place in places {
            if let command = byPlace[place]?[stroke] { return command }
        }
        return nil
    }

    /// Those of a place, in the order of help and bottom line.
    func commands(of place: Command.Place) -> [Command] { commandsByPlace[place] ?? [] }

    /// Those of them that have a word for the bottom line.
    func hinted(of place: Command.Place) -> [Command] { hintedByPlace[place] ?? [] }

    // MARK: What a key is called

    /// The first key of the command `id` as a sentence names it: `u`, `Ctrl-S`, `Esc`. A command without keys is called as the palette
    /// finds it, `:undo`.
    public func of(_ id: String) -> String { name(first(of: id, inField: false), id, inField: false) }

    /// The key of a command where letters are keys (`outsideField`), so that one without Ctrl is preferred, or where a field takes them.
    func of(_ id: String, outsideField: Bool) -> String {
        let plain = outsideField ? strokes(of: id).first { $0.modifiers.isEmpty } : nil
        return name(plain ?? first(of: id, inField: !outsideField), id, inField: !outsideField)
    }

    /// The key that shows a screen.
    func of(_ screen: ScreenID) -> String { of(screen.commandID) }

    /// The first key of the command; with `inField` the first that a text field leaves to the commands. Nil when there is none.
    func first(of id: String, inField: Bool) -> KeyStroke? {
        strokes(of: id).first { !inField || !(TextField.edits($0) || $0.key == .enter) }
    }

    private func name(_ stroke: KeyStroke?, _ id: String, inField: Bool) -> String {
        if let stroke { return stroke.description }
        guard let palette = first(of: "palette", inField: inField)?.description else { return id }
        return palette.count == 1 ? palette + id : "\(palette) \(id)"
    }
}

extension Keymap: Hashable {
    public static func == (left: Keymap, right: Keymap) -> Bool { left.strokes == right.strokes }

    public func hash(into hasher: inout Hasher) { hasher.combine(strokes) }
}
