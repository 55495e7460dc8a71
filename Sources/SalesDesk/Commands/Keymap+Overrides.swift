import Base
import TerminalKit

/// Keys that the settings give to commands.
extension Keymap {
    /// The settings of one command: its keys by their names, instead of its own. None leave it to the palette.
    public struct Override: Hashable, Sendable {
        public let command: String
        public let keys: [String]

        public init(_ command: String, _ keys: [String]) {
            self.command = command
            self.keys = keys
        }
    }

    /// Why the keys cannot be used.
    public struct Fault: Error, Hashable {
        /// The command whose override is at fault, as it was written.
        public let command: String
        /// A clause without a full stop.
        public let reason: String
    }

    /// The ways out of everything: they stay with the commands that have them.
    private static let fixed = [KeyStroke(.escape), KeyStroke(.character("c"), .control)]
    /// Without a key there would be no way to these, nor, without the palette, to any command that has none.
    private static let needed: Set<String> = ["quit", "back", "help", "palette"]

    private static let examples = ["customer.status", "meta.save", "card.scrollDown"].map(standard.of).joined(separator: ", ")

    /// The commands' own keys with these in their place. Two commands may trade keys; what counts is the whole.
    ///
    /// - Parameter overrides: in the order of the file, each command once.
    /// - Throws: the first fault: no such command, no key, a fixed key, a key that is missed, a key of two commands that work in one place.
    public init(_ overrides: [Override]) throws(Fault) {
        let (strokes, faults) = Self.read(overrides)
        if let first = faults.first { throw first }
        self.init(strokes)
    }

    /// All that is wrong with them, one fault for each that has any.
    public static func faults(of overrides: [Override]) -> [Fault] { read(overrides).faults }

    private static func read(_ overrides: [Override]) -> (strokes: [String: [KeyStroke]], faults: [Fault]) {
        var strokes = Keymap.standard.strokes
        var faults: [Fault] = []
        for override in overrides {
            do throws(Fault) {
                strokes[override.command] = try Self.strokes(of: override)
            } catch {
                faults.append(error)
                // Its keys are not known, so nothing clashes with them.
                strokes[override.command] = []
            }
        }
        for (index, override) in overrides.enumerated() {
            let later = Set(overrides.dropFirst(index + 1).map(\.command))
            // Of two overrides that clash the later one is at fault.
            let others = CommandRegistry.all.filter {
                $0.id != override.command && !later.contains($0.id) && !Self.givesWay($0, to: override.command, in: overrides)
            }
            for stroke in strokes[override.command] ?? [] where !Self.fixed.contains(stroke) {
                let other = others.first {
                    strokes[$0.id]?.contains(stroke) == true && Self.meet($0.id, override.command)
                        && !Self.isShared(stroke, $0, override.command)
                }
                guard let other else { continue }
                faults.append(
                    Fault(
                        command: override.command,
                        reason: "\(stroke) of \(override.command) is the key of \(other.id) already. Give one of the two another key"))
                break
            }
        }
        return (strokes, faults)
    }

    private static func strokes(of override: Override) throws(Fault) -> [KeyStroke] {
        let id = override.command
        func fault(_ reason: String) -> Fault { Fault(command: id, reason: reason) }
        guard let command = CommandRegistry.byID[id] else {
            let near = id.didYouMean(CommandRegistry.all.map(\.id)).map { ". \($0)" } ?? ""
            throw fault("there is no command \"\(id.prefix(60))\"\(near)")
        }
        var strokes: [KeyStroke] = []
        for name in override.keys {
            guard let stroke = KeyStroke(name), stroke.canBeSent else {
                throw fault(
                    "\"\(name.prefix(60))\" of \(id) is no key that a terminal sends, expected one as the help writes it, such as \(examples)"
                )
            }
            guard !fixed.contains(stroke) || command.defaultKeys.contains(stroke) else {
                throw fault("\(stroke) always leads out and cannot be a key of \(id)")
            }
            guard !(TextField.edits(stroke) && command.places.allSatisfy { $0.isText || $0 == .layers }) else {
                throw fault("\(stroke) is for the text where \(id) works")
            }
            if !strokes.contains(stroke) { strokes.append(stroke) }
        }
        if let lost = fixed.first(where: { command.defaultKeys.contains($0) && !strokes.contains($0) }) {
            throw fault("\(id) must keep \(lost), which always leads out; other keys may stand beside it")
        }
        guard !strokes.isEmpty || !(needed.contains(id) || command.isOfOverlay) else {
            throw fault("\(id) must have a key, for nothing else leads to it")
        }
        return strokes
    }

    /// A layer over a screen looks for its own keys first, so that a command of elsewhere may have one of those that no setting names.
    private static func givesWay(_ other: Command, to id: String, in overrides: [Override]) -> Bool {
        other.isOfOverlay && CommandRegistry.byID[id]?.isOfOverlay != true && !overrides.contains { $0.command == other.id }
    }

    /// A layer may by itself do something else with a key that all layers have.
    private static func isShared(_ stroke: KeyStroke, _ other: Command, _ id: String) -> Bool {
        guard let command = CommandRegistry.byID[id] else { return false }
        let both = [other, command]
        return both.contains { $0.places == [.layers] } && both.allSatisfy { $0.defaultKeys.contains(stroke) }
    }

    /// Whether there is a place where the keys of both commands work.
    private static func meet(_ one: String, _ other: String) -> Bool {
        guard let one = CommandRegistry.byID[one], let other = CommandRegistry.byID[other] else { return false }
        return Command.Place.all.contains { place in
            !place.reach.isDisjoint(with: one.places) && !place.reach.isDisjoint(with: other.places)
        }
    }
}

extension [Command.Place] {
    fileprivate func isDisjoint(with others: [Command.Place]) -> Bool { !contains(where: others.contains) }
}
