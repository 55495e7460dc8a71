import Foundation

/// Brings the customers of a CSV file into a spreadsheet: reads, checks, writes in portions.
public struct CustomerImport: Sendable {
    /// What is worth saying of a file beside the result.
    public enum Remark: Hashable, Sendable {
        /// Columns that were not read, by their names.
        case columnsLeftOut([String])
        /// A record that was not imported, by the line on which it begins, and why, in a sentence.
        case recordLeftOut(line: Int, String)
    }

    /// How far an import has come.
    public struct Result: Hashable, Sendable {
        public var imported = 0
        /// Records that broke a rule.
        public var leftOut = 0

        public init() {}
    }

    private let store: any CustomerImporting
    private let spreadsheet: String
    private let writer: User.ID?
    private let now: Date

    /// So many customers are written at once: each portion is on the disk before the next is read, and others write in between.
    static let portion = 500

    /// - Parameter writer: who imports; nil for a trial, which writes nothing.
    public init(into spreadsheet: String, by writer: User.ID?, store: any CustomerImporting, at now: Date) {
        self.spreadsheet = spreadsheet
        self.writer = writer
        self.store = store
        self.now = now
    }

    /// Reads to the end of the file. `result` says at any time how far it has come, also when this throws: what was imported until then
    /// stays, as one step to undo. `rest` is called between the portions. Throws ``StoreError`` and what the reader's source throws.
    public func run(_ reader: inout CSVReader, _ result: inout Result, rest: () -> Void = {}, remark: (Remark) -> Void) throws {
        let columns = try header(&reader)
        if !columns.leftOut.isEmpty { remark(.columnsLeftOut(columns.leftOut)) }
        var step: ImportStep?
        var portion: [Customer] = []
        func write() throws {
            if let writer, !portion.isEmpty {
                step = try store.importPortion(portion, into: spreadsheet, step: step, by: writer, at: now)
            }
            result.imported += portion.count
            portion.removeAll(keepingCapacity: true)
        }
        while let record = try reader.next() {
            if record.fault == nil, record.cells.allSatisfy(\.isEmpty) { continue }
            do {
                if let fault = record.fault { throw StoreError.invalid(fault.sentence) }
                portion.append(try store.newCustomer(columns.fields(of: record.cells), at: now))
            } catch StoreError.invalid(let sentence) {
                result.leftOut += 1
                remark(.recordLeftOut(line: record.line, sentence))
            }
            if portion.count == CustomerImport.portion {
                try write()
                if writer != nil { rest() }
            }
        }
        try write()
    }

    private func header(_ reader: inout CSVReader) throws -> ImportColumns {
        guard let header = try reader.next() else {
            throw StoreError.invalid("The file is empty, so nothing was imported. Its first line must name the columns, as an export does.")
        }
        if let fault = header.fault { throw StoreError.invalid("The first line cannot be read, so nothing was imported. \(fault.sentence)") }
        return try ImportColumns(header: header.cells)
    }
}
