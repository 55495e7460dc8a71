/// Finding commands by typing a part of what they are called.
enum PaletteSearch {
    /// The commands that can be meant here: all when nothing is typed; those whose words begin so come first.
    static func commands(_ text: String, _ state: DeskState) -> [Command] {
        let all = CommandRegistry.commands(in: state).filter { $0.id != "palette" && $0.id != "cancel" }
        let words = text.lowercased().split(separator: " ")
        guard !words.isEmpty else { return all }
        func rank(_ command: Command) -> Int? {
            let name = "\(command.title) \(command.hint ?? "") \(command.id)".lowercased()
            guard words.allSatisfy(name.contains) else { return nil }
            let parts = name.split { !$0.isLetter }
            return words.allSatisfy { word in parts.contains { $0.hasPrefix(word) } } ? 0 : 1
        }
        return all.compactMap { command in rank(command).map { (command, $0) } }.enumerated()
            .sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element.0)
    }
}
