import Base

/// The words of a command line that name commands and options.
enum CommandWords {
    /// Other programs say their version at these words.
    private static let forVersion: Set = ["version", "-v", "-V"]

    /// Whether the help of a command is asked for.
    static func askForHelp(_ words: some Sequence<String>) -> Bool {
        words.prefix { $0 != "--" }.contains { ["help", "--help", "-h"].contains($0) }
    }

    /// The sentence about the first word that stands in the place of a command and names none, or about an option that is nearly one; nil when
    /// there is no such word.
    static func fault(in words: some Sequence<String>, of program: ProgramCommand = .root) -> String? {
        var command = program
        var rest = Array(words)[...]
        while let word = rest.popFirst(), word != "--" {
            // A hyphen alone is a value: standard input.
            if word.hasPrefix("-"), word != "-" {
                if Int(word) != nil { return "There is no option \"\(word.prefix(60))\", and no number below 0 is taken here." }
                let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
                let known = command.arguments + (command.defaultCommand?.arguments ?? []) + program.arguments
                guard let argument = known.first(where: { $0.spellings.contains(name) }) else {
                    if let near = remedy(name) ?? name.didYouMean(known.flatMap(\.spellings)) {
                        return "There is no option \"\(name.prefix(60))\". \(near)"
                    }
                    continue
                }
                if argument.kind == .option, name == word { _ = rest.popFirst() }
            } else if let next = command.subcommands.first(where: { $0.word == word }) {
                command = next
            } else if !command.subcommands.isEmpty, word != "help" {
                let near = remedy(word) ?? word.didYouMean(command.subcommands.map(\.word))
                let remedy = near ?? "\(command.name) --help lists those there are."
                return "There is no command \"\(command.name) \(word.prefix(60))\". \(remedy)"
            }
        }
        return nil
    }

    private static func remedy(_ word: String) -> String? {
        forVersion.contains(word) ? "leadsheet --version says which version this is." : nil
    }
}
