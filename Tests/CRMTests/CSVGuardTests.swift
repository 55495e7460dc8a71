import Base
import CRM
import Testing

@Suite("guarding cells against formulas")
struct CSVGuardTests {
    @Test(
        "cells that a spreadsheet program would run get an apostrophe",
        arguments: [
            ("=1+1", "'=1+1"), ("+39 347", "+39 347"), ("+1 (415) 555-2671", "+1 (415) 555-2671"), ("+", "'+"), ("+A1", "'+A1"),
            ("+1+cmd", "'+1+cmd"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t'=1"), ("\r=1", "'\r'=1"), ("\r\n", "'\r\n"),
            ("'=1", "''=1"), ("'''+", "''''+"), ("=\u{301}", "'=\u{301}"), ("'tis", "'tis"), ("''", "''"), ("", ""), ("a=1", "a=1"),
            ("５", "５"),
            ("Ana;=HYPERLINK(1);x", "Ana;'=HYPERLINK(1);x"), (";=1", ";'=1"), ("a|@x", "a|'@x"), ("a\t-1", "a\t'-1"), ("a\n=1", "a\n'=1"),
            ("a;\"\"=1", "a;'\"\"=1"),
            ("a;'=1", "a;''=1"), ("a; b", "a; b"), ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"), ("a;＝1", "a;'＝1"),
            ("＜1", "＜1"),
        ])
    func guarded(cell: String, guarded: String) {
        #expect(CSVGuard.guarded(cell).unicodeScalars.elementsEqual(guarded.unicodeScalars))
        #expect(CSVGuard.unguarded(guarded).unicodeScalars.elementsEqual(cell.unicodeScalars))
    }

    @Test("any cell comes back from guarding exactly, and no guarded cell begins a formula")
    func inverse() {
        var random = SeededGenerator(seed: 1)
        let letters: [Unicode.Scalar] = [
            "'", "'", "=", "+", "-", "@", "\t", "\r", "\n", "a", "\"", ",", ";", "|", "1", "＝", "\u{301}", "田", "\u{FEFF}",
        ]
        for _ in 0..<20_000 {
            let scalars = (0..<Int.random(in: 0...6, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" }
            let cell = String(String.UnicodeScalarView(scalars))
            let guarded = CSVGuard.guarded(cell)
            #expect(CSVGuard.unguarded(guarded).utf8.elementsEqual(cell.utf8))
            #expect(!isFormula(guarded))
        }
    }

    /// Whether a spreadsheet program runs a cell. A telephone number is none.
    private func isFormula(_ cell: String) -> Bool {
        guard let first = cell.unicodeScalars.first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first) else { return false }
        return cell.wholeMatch(of: /\+[0-9 ().\/-]*[0-9][0-9 ().\/-]*/) == nil
    }

    @Test("whatever a program takes for the separator, no cell begins a formula", arguments: [",", ";", "\t", "|"] as [Character])
    func separators(separator: Character) {
        var random = SeededGenerator(seed: 4)
        let letters = ["a", "1", ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "'", "=", "+", "-", "@", "＝", " "]
        for _ in 0..<4000 {
            let cells = (0..<3).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
            }
            let text = CSVWriter.record(["Ada"] + cells)
            for cell in Self.lenient(text, separator) {
                // What is quoted by mistake may begin with a line end, which is nothing by itself.
                let seen = String(String.UnicodeScalarView(cell.unicodeScalars.drop { "\t\r\n".unicodeScalars.contains($0) }))
                #expect(!isFormula(seen), "\(cells) → \(cell)")
            }
        }
    }

    /// The cells of a text as spreadsheet programs read them: quotes count at the beginning of a cell alone, and text may follow them.
    private static func lenient(_ text: String, _ separator: Character) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        var isFresh = true
        var rest = Substring(text).unicodeScalars
        while let scalar = rest.popFirst() {
            if isQuoted {
                if scalar == "\"", rest.first == "\"" {
                    cell.unicodeScalars.append(rest.removeFirst())
                } else if scalar == "\"" {
                    isQuoted = false
                } else {
                    cell.unicodeScalars.append(scalar)
                }
            } else if scalar == "\"", isFresh {
                isQuoted = true
                isFresh = false
            } else if Character(scalar) == separator || scalar == "\n" || scalar == "\r" {
                cells.append(cell)
                cell = ""
                isFresh = true
            } else {
                cell.unicodeScalars.append(scalar)
                isFresh = false
            }
        }
        return cells + [cell]
    }

    @Test("a record comes back from a reader of RFC 4180, whatever its cells hold")
    func records() {
        var random = SeededGenerator(seed: 2)
        let letters = ["a", ",", "\"", "\r", "\n", "\r\n", " ", "=", "'", "田", "👩‍💼"]
        for _ in 0..<3000 {
            let cells = (0..<4).map { _ in
                (0..<Int.random(in: 0...5, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
            }
            let read = Self.read(CSVWriter.record(cells)).map(CSVGuard.unguarded)
            #expect(read.count == 4 && zip(read, cells).allSatisfy { $0.utf8.elementsEqual($1.utf8) }, "\(cells)")
        }
    }

    /// The cells of one record, by the letter of RFC 4180.
    static func read(_ record: String) -> [String] {
        let scalars = Array(record.unicodeScalars)
        var cells: [String] = []
        var cell = String.UnicodeScalarView()
        var quoted = false
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if quoted {
                if scalar == "\"" && index + 1 < scalars.count && scalars[index + 1] == "\"" {
                    cell.append(scalar)
                    index += 1
                } else if scalar == "\"" {
                    quoted = false
                } else {
                    cell.append(scalar)
                }
            } else if scalar == "\"" {
                quoted = true
            } else if scalar == "," || scalar == "\r" {
                cells.append(String(cell))
                cell = String.UnicodeScalarView()
                if scalar == "\r" { break }
            } else {
                cell.append(scalar)
            }
            index += 1
        }
        return cells
    }
}
