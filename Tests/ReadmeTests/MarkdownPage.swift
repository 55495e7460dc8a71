import Foundation
import Testing

/// A page for people, which the tests hold against the program.
struct MarkdownPage: Sendable, CustomTestStringConvertible {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let readme = MarkdownPage("README.md")
    /// The pages of `Sources/Documentation`.
    static let documentation = names(in: "Sources/Documentation").map { MarkdownPage("Sources/Documentation/\($0)") }
    /// The pages for those who use Leadsheet.
    static let ofUsers = [readme] + documentation
    /// Those for developers too.
    static let all =
        ofUsers + ["Sources/README.md", "Tests/README.md", "config/CHANGELOG.md"].map(MarkdownPage.init)
        + [".github", ".github/ISSUE_TEMPLATE"].flatMap { folder in names(in: folder).map { MarkdownPage("\(folder)/\($0)") } }

    static func documentation(_ name: String) throws -> MarkdownPage {
        try #require(documentation.first { $0.path == "Sources/Documentation/\(name).md" }, "There is no page \(name)")
    }

    /// A block of code between two fences.
    struct Block: Sendable {
        /// The word behind the fence, such as `sh`; empty without one.
        var language: String
        var lines: [String]
        var text: String { lines.joined(separator: "\n") }
    }

    /// From the root of the project.
    let path: String
    let text: String
    let blocks: [Block]
    /// All lines that are in no block of code.
    let prose: [String]

    var testDescription: String { path }
    var folder: URL { Self.root.appending(path: path).deletingLastPathComponent() }

    /// A page that cannot be read is empty, and says so: the lists above are made before any test runs.
    init(_ path: String) {
        self.path = path
        do {
            text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        } catch {
            Issue.record("\(path) cannot be read: \(error)")
            text = ""
        }
        var blocks: [Block] = []
        var prose: [String] = []
        var open: Block?
        for line in text.components(separatedBy: "\n") {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            switch (open, trimmed.hasPrefix("```")) {
            case (nil, false): prose.append(line)
            case (nil, true): open = Block(language: String(trimmed.dropFirst(3)), lines: [])
            case (_, false): open?.lines.append(line)
            case (let block?, true):
                blocks.append(block)
                open = nil
            }
        }
        self.blocks = blocks
        self.prose = prose
    }

    private static func names(in folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
        return (names ?? []).filter { $0.hasSuffix(".md") }.sorted()
    }

    /// The text between two marks, without the line ends beside them; nil when a mark is missing.
    func between(_ start: String, _ end: String) -> String? {
        guard let from = text.range(of: start), let to = text.range(of: end, range: from.upperBound..<text.endIndex) else { return nil }
        return text[from.upperBound..<to.lowerBound].trimmingCharacters(in: .newlines)
    }

    /// The cells of all tables whose first heading is this, without the headings.
    func rows(_ heading: String) -> [[String]] {
        prose.indices.filter { prose[$0].hasPrefix("| \(heading) |") }.flatMap { start in
            prose[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
                // A stroke behind a backslash is no edge of a cell.
                line.replacing("\\|", with: "\u{1}").split(separator: "|").map {
                    $0.trimmingCharacters(in: .whitespaces).replacing("\u{1}", with: "|")
                }
            }
        }
    }

    /// The text between backquotes, outside of blocks.
    var code: [String] { prose.flatMap(Self.code) }

    static func code(in line: String) -> [String] {
        line.matches(of: #/``\s(.+?)\s``|`([^`]+)`/#).map { String($0.1 ?? $0.2 ?? "").replacing("\\|", with: "|") }
    }

    /// Where its links and pictures lead, outside of blocks.
    var links: [String] {
        prose.flatMap { line in line.matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.1) } }
    }

    /// The names by which GitHub leads to its headings.
    var anchors: Set<String> {
        Set(
            prose.filter { $0.hasPrefix("#") }.map { line in
                let heading = line.drop { $0 == "#" }.dropFirst().lowercased()
                return String(heading.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }.map { $0 == " " ? "-" : $0 })
            })
    }
}
