import CRM
import Foundation

/// Comma-separated values: 0xFE ends a record, 0xFF a cell, between them is text.
enum CSV {
    private static let formulaStarts = Set("=+-@\t\r".utf8)

    static func check(_ bytes: [UInt8]) throws(BrokenPromise) {
        let records = bytes.split(separator: 0xFE, omittingEmptySubsequences: false).map { record in
            record.split(separator: 0xFF, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        }
        let written = records.map { CSVWriter.record($0) }.joined()
        guard let read = CSVReading.records(Array(written.utf8)) else {
            throw BrokenPromise(description: "What was written is no CSV after RFC 4180")
        }
        try BrokenPromise.unless(read.count == records.count, "\(records.count) records were written, \(read.count) read")
        for (cells, original) in zip(read, records) { try check(cells, original) }
        try checkReader(written, records)
        try checkReader(bytes)
        try checkExport(records[0])
    }

    /// What the product's own reader makes of it, whatever the pieces in which it comes. A header says what stands between the cells.
    private static func checkReader(_ written: String, _ records: [[String]]) throws(BrokenPromise) {
        let read = try readAll(Array("a,,,,,,,,,\r\n".utf8) + Array(written.utf8), piece: 1 + written.utf8.count / 3).dropFirst()
        try BrokenPromise.unless(read.count == records.count, "The reader made \(read.count) records of \(records.count)")
        for (record, original) in zip(read, records) {
            try BrokenPromise.unless(
                record.fault == nil && record.cells.count == original.count, "The reader did not take what was written")
            for (cell, text) in zip(record.cells, original) {
                try BrokenPromise.unless(same(CSVGuard.unguarded(cell), text), "The reader made another cell")
            }
        }
    }

    /// Bytes that nobody wrote as CSV: they are read to the end, the same in any pieces.
    private static func checkReader(_ bytes: [UInt8]) throws(BrokenPromise) {
        let whole = try readAll(bytes, piece: 65_536)
        try BrokenPromise.unless(try readAll(bytes, piece: 3) == whole, "What is read depends on the pieces of the file")
        try BrokenPromise.unless(whole.count <= bytes.count, "Records came out of nothing")
    }

    private static func readAll(_ bytes: [UInt8], piece: Int) throws(BrokenPromise) -> [CSVReader.Record] {
        var rest = bytes[...]
        var reader = CSVReader {
            defer { rest = rest.dropFirst(piece) }
            return Array(rest.prefix(piece))
        }
        var records: [CSVReader.Record] = []
        do {
            while let record = try reader.next() { records.append(record) }
        } catch {
            throw BrokenPromise(description: "Reading from memory failed: \(error)")
        }
        return records
    }

    private static func check(_ cells: [[UInt8]], _ original: [String]) throws(BrokenPromise) {
        try BrokenPromise.unless(cells.count == original.count, "\(original.count) cells were written, \(cells.count) read")
        for (cell, text) in zip(cells, original) {
            try BrokenPromise.unless(!isFormula(cell), "A cell would be run as a formula")
            let back = CSVGuard.unguarded(String(decoding: cell, as: UTF8.self))
            try BrokenPromise.unless(same(back, text), "A cell came back as another")
            try BrokenPromise.unless(same(CSVGuard.unguarded(CSVGuard.guarded(text)), text), "The guard changed a cell")
        }
    }

    /// A telephone number is none, whatever it begins with.
    private static func isFormula(_ cell: [UInt8]) -> Bool {
        guard let first = cell.first, formulaStarts.contains(first) else { return false }
        return first != UInt8(ascii: "+") || !cell.dropFirst().allSatisfy { "0123456789 ().-/".utf8.contains($0) }
            || !cell.contains { (0x30...0x39).contains($0) }
    }

    /// A customer whose columns are these cells, in both forms of the export.
    private static func checkExport(_ cells: [String]) throws(BrokenPromise) {
        func cell(_ index: Int) -> String { index < cells.count ? cells[index] : "" }
        let customer = Customer(
            id: 7, spreadsheetID: 1, customerName: cell(0), companyName: cell(1), phoneNumber: cell(2), email: cell(3), remark: cell(4),
            status: cell(5), nextCall: NextCall(cell(6)), createdAt: Date(timeIntervalSince1970: 1_800_000_000))
        let row = ExportRow(user: cell(7), spreadsheet: cell(8), customer: customer, lead: nil)
        var texts: [String] = []
        for format in ExportWriter.Format.allCases {
            var text = ""
            var writer = ExportWriter(format) { text += $0 }
            do {
                try writer.header()
                try writer.row(row)
                try writer.row(row)
                try writer.footer()
            } catch {
                throw BrokenPromise(description: "An export into memory failed: \(error)")
            }
            texts.append(text)
        }
        let records = CSVReading.records(Array(texts[0].utf8))
        try BrokenPromise.unless(
            records?.count == 3 && records?.allSatisfy { $0.count == ExportRow.csvColumns.count } == true, "An export is not whole")
        try JSON.check(export: texts[1], of: customer)
    }
}
