import Foundation

/// The page that the tests hold against the program.
enum Readme {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text() throws -> String {
        try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    }

    /// What stands between two marks, without the line ends beside them; nil when a mark is missing.
    static func between(_ start: String, _ end: String) throws -> String? {
        let text = try text()
        guard let from = text.range(of: start), let to = text.range(of: end, range: from.upperBound..<text.endIndex) else { return nil }
        return text[from.upperBound..<to.lowerBound].trimmingCharacters(in: .newlines)
    }

    /// The cells of the table whose first heading is this, without the headings.
    static func table(_ heading: String) throws -> [[String]] {
        let lines = try text().components(separatedBy: "\n")
        guard let start = lines.firstIndex(where: { $0.hasPrefix("| \(heading) |") }) else { return [] }
        return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// What stands between backquotes.
    static func code(in text: String) -> [String] {
        text.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }
}
