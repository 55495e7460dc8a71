import Foundation

/// A page of the manual in the macros of man(7), for `man`, groff and mandoc.
struct ManualPage {
    let name: String
    /// 1: commands, 5: files, 7: other things.
    let section: Int
    private(set) var text: String

    /// As it lies in a folder of the manual.
    var fileName: String { "\(name).\(section)" }

    /// Begins with the name and one line about it.
    init(_ name: String, section: Int, about summary: String) {
        self.name = name
        self.section = section
        text = """
            .TH \(Self.quoted(name.uppercased())) \(section) "\(Version.date)" \(Self.quoted("Leadsheet \(Version.number)")) \
            \(Self.quoted("Leadsheet"))

            """
        heading("NAME")
        line("\(Self.escaped(name)) \\- \(Self.escaped(summary.trimmingSuffix(".")))")
    }

    mutating func heading(_ title: String) { line(".SH \(Self.quoted(title))") }

    mutating func subheading(_ title: String) { line(".SS \(Self.quoted(title))") }

    /// Paragraphs with an empty line between them. Lines that begin with a blank stay as they are.
    mutating func paragraphs(_ text: String) {
        for paragraph in text.components(separatedBy: "\n\n") where !paragraph.isEmpty {
            if !isBelowHeading { line(".PP") }
            body(paragraph)
        }
    }

    /// A word and what is said of it, set in.
    mutating func entry(_ tag: String, _ text: String) {
        line(".TP")
        line("\\fB\(Self.escaped(tag))\\fR")
        body(text)
    }

    /// A paragraph more of the entry before.
    mutating func more(_ text: String) {
        line(".IP")
        body(text)
    }

    /// The other pages to look at, as `leadsheet(1)`.
    mutating func seeAlso(_ pages: [String]) {
        heading("SEE ALSO")
        body(pages.joined(separator: ", "))
    }

    /// A heading begins a paragraph by itself.
    private var isBelowHeading: Bool { text.split(separator: "\n").last?.hasPrefix(".S") ?? true }

    private mutating func line(_ text: String) { self.text += text + "\n" }

    /// Lines of at most 78 letters, and what begins with a blank as it is.
    private mutating func body(_ text: String) {
        var isVerbatim = false
        for piece in text.split(separator: "\n") {
            let begins = piece.hasPrefix(" ")
            if begins != isVerbatim { line(begins ? ".EX" : ".EE") }
            isVerbatim = begins
            if begins { line(Self.escaped(piece)) } else { wrapped(piece) }
        }
        if isVerbatim { line(".EE") }
    }

    private mutating func wrapped(_ text: some StringProtocol) {
        var current = ""
        for word in text.split(separator: " ") {
            let word = Self.escaped(word)
            if !current.isEmpty, current.count + word.count > 76 {
                line(current)
                current = ""
            }
            // A point or an apostrophe at the beginning of a line would be a request.
            current += current.isEmpty ? (word.hasPrefix(".") ? "\\&" + word : word) : " " + word
        }
        if !current.isEmpty { line(current) }
    }

    private static func escaped(_ text: some StringProtocol) -> String {
        text.map { Self.escapes[$0] ?? String($0) }.joined()
    }

    private static func quoted(_ text: String) -> String { "\"\(escaped(text).replacing("\"", with: "\\(dq"))\"" }

    /// Characters that are written in another way so that they stay what they are, on paper and when they are copied from the screen.
    private static let escapes: [Character: String] = [
        "\\": "\\(rs", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti",
    ]
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}
