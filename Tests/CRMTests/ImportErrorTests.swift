import Foundation
import Testing

@testable import CRM

@Suite("The lines that could not be imported in full") struct ImportErrorTests {
    private func records(_ text: String) throws -> [[String]] {
        var bytes: [UInt8]? = Array(text.utf8)
        let source = UTF8Source {
            defer { bytes = nil }
            return bytes ?? []
        }
        var reader = CSVReader(source.next)
        var records: [[String]] = []
        while let record = try reader.next() { records.append(record.cells) }
        return records
    }

    @Test("they stand in the file's own columns behind the reason, and no cell of them is a formula")
    func text() throws {
        let text = ImportErrorText(header: ["Name", "=Phone"], separator: UInt8(ascii: ";"))
        let line = ImportErrorLine(line: 7, cells: ["@SUM(A1)", "3.9E+11", "'=1"], reasons: ["Phone: lost.", "More."], isImported: true)
        let written = text.header + text.record(line)
        #expect(written.hasPrefix("\u{FEFF}import_error;Name;'=Phone\r\n"))
        let read = try records(written)
        #expect(read[0] == ["import_error", "Name", "'=Phone"])
        #expect(read[1] == ["line 7, imported without this: Phone: lost. More.", "'@SUM(A1)", "3.9E+11", "'=1"])
        #expect(
            try records(text.record(ImportErrorLine(line: 2, cells: [], reasons: ["x"], isImported: false))) == [
                ["line 2, not imported: x"]
            ])
    }

    @Test("what stands there means the same when it is imported: guards are not doubled, and Excel's ways are undone")
    func again() throws {
        let text = ImportErrorText(header: ["Name"], separator: UInt8(ascii: ","))
        let cells = ["=\"0039347\"", "'+1", "'tis", "a\nb", "\"q\""]
        let read = try records(text.record(ImportErrorLine(line: 2, cells: cells, reasons: [], isImported: false)))
        #expect(read[0].dropFirst().map(CSVGuard.unguarded) == ["0039347", "+1", "'tis", "a\nb", "\"q\""])
    }

    @Test("the errors of a file of errors have one column of reasons, and their file has its number")
    func errorsOfErrors() throws {
        let text = ImportErrorText(header: ["import_error", "Name"], separator: UInt8(ascii: ","))
        let line = ImportErrorLine(line: 2, cells: ["old reason", "Ada"], reasons: ["new."], isImported: false)
        #expect(try records(text.header + text.record(line)) == [["import_error", "Name"], ["line 2, not imported: new.", "Ada"]])
        #expect(ImportErrorText.name(of: "fair.csv") == "fair.errors.csv")
        #expect(ImportErrorText.name(of: "fair.csv", number: 3) == "fair.errors-3.csv")
        #expect(ImportErrorText.name(of: "fair.errors.csv", number: 2) == "fair.errors-2.csv")
        #expect(ImportErrorText.name(of: "list") == "list.errors.csv" && ImportErrorText.name(of: ".hidden") == ".hidden.errors.csv")
    }

    @Test(
        "a file that is no text is told by what it is, with what to do",
        arguments: [
            ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "workbook"), ([0xD0, 0xCF, 0x11, 0xE0], "old workbook"), (Array("%PDF-1.7".utf8), "PDF"),
            (Array("\u{FEFF}  <HTML><table>".utf8), "web page"), ([0xFF, 0xD8, 0xFF, 0xE0], "picture"),
            (Array(#"[{"name":"Ada"}]"#.utf8), "JSON"), (Array("\u{FEFF}{\r\n \"name\": 1}".utf8), "JSON"),
            (Array("BEGIN:VCARD\r\nVERSION:3.0\r\n".utf8), "vCard"),
            ([UInt8](repeating: 0, count: 100), "no text"), ((0..<200).map { UInt8(truncatingIfNeeded: $0 * 7) }, "no text"),
        ] as [([UInt8], String)])
    func noText(bytes: [UInt8], word: String) throws {
        var rest = bytes[...]
        let source = UTF8Source {
            defer { rest = rest.dropFirst(5) }
            return Array(rest.prefix(5))
        }
        let error = try #require(throws: StoreError.self) { try source.next() }
        #expect(error.message.contains(word) && error.message.contains("CSV"), "\(error.message)")
    }
}
