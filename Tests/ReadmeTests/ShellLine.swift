/// One command of a shell as words, as far as the pages' examples go: quotes, remarks, lines that go on, and pipes.
struct ShellLine {
    var words: [String]

    static func lines(of text: String) -> [ShellLine] {
        text.replacing("\\\n", with: " ").split(separator: "\n").flatMap { commands(String($0)) }
    }

    /// What `program` is given; nil where it is not what this line starts.
    func arguments(of program: String) -> [String]? {
        guard let place = words.firstIndex(where: { $0 == program || $0.hasSuffix("/bin/\(program)") }) else { return nil }
        let starts = place == 0 || words[place - 1] == "run" || words[0] == "systemd-run"
        return starts ? Array(words[(place + 1)...]) : nil
    }

    /// The commands of a line, between which `|`, `&&` or `;` stands.
    private static func commands(_ line: String) -> [ShellLine] {
        var commands: [ShellLine] = []
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if let end = quote {
                if character == end { quote = nil } else { word = (word ?? "") + String(character) }
                continue
            }
            switch character {
            case "'", "\"":
                quote = character
                word = word ?? ""
            case "#" where word == nil:
                commands.append(ShellLine(words: words))
                return commands.filter { !$0.words.isEmpty }
            case " ", "|", "&", ";":
                if let whole = word { words.append(whole) }
                word = nil
                if character != " " {
                    commands.append(ShellLine(words: words))
                    words = []
                }
            default: word = (word ?? "") + String(character)
            }
        }
        if let whole = word { words.append(whole) }
        commands.append(ShellLine(words: words))
        return commands.filter { !$0.words.isEmpty }
    }
}
