import Foundation

/// Brings the customers of a CSV file into a spreadsheet: reads, checks, writes in portions.
public struct CustomerImport: Sendable {
    /// A remark about a file that is worth making beside the result.
    public enum Remark: Hashable, Sendable {
        /// The headings, as they stand in the file where it has any, and the byte between its cells.
        case header([String], separator: UInt8)
        /// The first line is a customer's and names no columns; it is read as one.
        case noHeadings
        /// The field that each column fills; said before anything is written.
        case columns([ImportColumns.Column])
        /// The file was not UTF-8 in this line, and was taken for Windows-1252; said once.
        case western(line: Int)
        /// A record that was not imported, by the line on which it begins, and why, in a sentence.
        case recordLeftOut(line: Int, String)
        /// A cell that was not taken as it is, by the heading of its column; its customer was.
        case cellLeftOut(line: Int, heading: String, String)
        /// The whole of a line of which one of these was told, behind the last of them.
        case faulty(ImportErrorLine)
        /// This number of customers is written.
        case progress(Int)
    }

    /// How far an import has come.
    public struct Result: Hashable, Sendable {
        /// Records that were read.
        public var records = 0
        public var imported = 0
        /// Records that could not be read, but for those in ``unread``.
        public var leftOut = 0
        /// The lines from a quote that is never closed to the end of the file; nil where all were read.
        public var unread: ClosedRange<Int>?
        /// Cells that were not taken as they are.
        public var cells = 0
        /// Records that were left out, or of which such a cell was.
        public var faulty = 0
        /// Customers whose leads were here already, or were erased.
        public var known = 0
        /// Records whose customers are in the spreadsheet already; ``filled`` of these got something from them.
        public var existing = 0
        public var filled = 0
        /// Of the same those that were to be filled, but keep another status than their record tells of.
        public var keptStatuses = 0
        /// The spreadsheet; 0 while nothing is written.
        public var spreadsheetID: Spreadsheet.ID = 0
        /// When its step was written; nil where nothing was.
        public var writtenAt: Date?

        public init() {}

        /// Something of the file is in.
        public var hasWritten: Bool { imported + filled > 0 }

        /// A sentence about ``unread`` with its remedy, for people; nil where all were read.
        public var unreadSentence: String? {
            unread.map { lines in
                let (first, last) = (lines.lowerBound, lines.upperBound)
                let were = first == last ? "Line \(first) was" : "Lines \(first) to \(last) were"
                return "\(were) not read: a quote is opened in line \(first) and never closed. Mend it and import the file again."
            }
        }
    }

    private let store: any CustomerImporting
    private let spreadsheet: String
    private let user: User?
    private let isTrial: Bool
    private let country: Country?
    private let context: CallDateContext
    private let choices: ImportChoices
    private let existing: ImportExisting?
    private let recognise: @Sendable (String) -> HeadingReading?

    /// The numbers of customers written at once: few at first, then more and more, since many at once touch each page of an index once.
    /// Others write in between.
    private static let portions = (first: 500, most: 8000)
    /// By so many records it is seen whether the columns were understood.
    private static let sample = 200

    /// - Parameters:
    ///   - user: who imports; nil only for a trial.
    ///   - isTrial: nothing is written.
    ///   - country: where telephone numbers without a country code belong.
    ///   - context: the moment, the place, and how dates are written there.
    ///   - choices: what a person said of columns.
    ///   - existing: what becomes of records whose customers are in the spreadsheet already; nil fills them from a file of errors, which
    ///     tells of customers that came in without something, and adds those of any other file.
    ///   - recognise: knows the names of contact fields in many languages.
    public init(
        into spreadsheet: String, by user: User?, isTrial: Bool = false, in country: Country?, store: any CustomerImporting,
        context: CallDateContext,
        choices: ImportChoices = .named([]), existing: ImportExisting? = nil,
        recognise: @escaping @Sendable (String) -> HeadingReading? = { _ in nil }
    ) {
        self.store = store
        self.spreadsheet = spreadsheet
        self.user = user
        self.isTrial = isTrial
        self.country = country
        self.context = context
        self.choices = choices
        self.existing = existing
        self.recognise = recognise
    }

    /// Reads to the end of the file. `result` says at any time how far it has come, also when this throws: what was imported until then
    /// stays, as one step to undo. `rest` is called between the portions, on another thread. Throws ``StoreError`` and what the reader's
    /// source throws.
    public func run(
        _ reader: inout CSVReader, _ result: inout Result, rest: @escaping @Sendable () -> Void = {}, remark: (Remark) throws -> Void
    ) throws {
        let header = try header(&reader)
        let columns = header.columns
        let sample = try sample(behind: header, &reader)
        try check(header, sample)
        try remark(.columns(columns.columns))
        try remark(.header(header.cells, separator: reader.separator ?? UInt8(ascii: ",")))
        if header.record != nil { try remark(.noHeadings) }
        try ColumnCheck(columns: columns, country: country).check(sample)
        try checkEncoding(sample)
        var reading = RecordReading(columns, rules: store, context: dates(columns, sample), country: country)
        let existing = existing ?? (ImportErrorText.isOfErrors(header.cells) ? .fill : .add)
        let trial = ImportTrial(into: spreadsheet, by: user, existing: existing, store: store)
        let writing = PortionWriting(in: country, rest: rest) { [store, spreadsheet, user, isTrial, context] portion, step in
            guard let user, !isTrial else { return try trial.count(portion, after: step ?? ImportBatch()) }
            return try store.importPortion(portion, into: spreadsheet, step: step, existing: existing, by: user.id, at: context.now)
        }
        defer {
            let batch = writing.end()
            (result.imported, result.known, result.existing, result.filled) = (batch.count, batch.known, batch.existing, batch.filled)
            (result.keptStatuses, result.spreadsheetID) = (batch.keptStatuses, batch.spreadsheetID)
            if batch.id != 0 { result.writtenAt = context.now }
        }
        do {
            try read(&reader, sample, &reading, writing, &result, remark)
            try writing.finish()
        } catch {
            // A person who stops it does not wait for what has not begun.
            if error is CancellationError { writing.stop() }
            try? store.keepImport(writing.end())
            throw error
        }
        try store.keepImport(writing.end())
    }

    /// Hands the records over portion by portion.
    private func read(
        _ reader: inout CSVReader, _ sample: [CSVReader.Record], _ reading: inout RecordReading, _ writing: PortionWriting,
        _ result: inout Result, _ remark: (Remark) throws -> Void
    ) throws {
        var portion: [ReadCustomer] = []
        var size = CustomerImport.portions.first
        var isWestern = false
        var waiting = sample[...]
        while let record = try waiting.popFirst() ?? reader.next() {
            if record.isWestern, !isWestern {
                isWestern = true
                try remark(.western(line: record.line))
            }
            result.records += 1
            var reasons: [String] = []
            var isImported = false
            do {
                if let fault = record.fault {
                    if case .unclosedQuote(let lines) = fault { result.unread = lines }
                    throw StoreError.invalid(fault.sentence)
                }
                guard let read = try reading.customer(of: record) else { continue }
                portion.append(read.customer)
                isImported = true
                result.cells += read.complaints.count
                for complaint in read.complaints {
                    reasons.append("\(complaint.heading): \(complaint.sentence)")
                    try remark(.cellLeftOut(line: record.line, heading: complaint.heading, complaint.sentence))
                }
            } catch StoreError.invalid(let sentence) {
                try remark(.recordLeftOut(line: record.line, sentence))
                // The file itself is to be mended, and not a line of it alone.
                if result.unread != nil { continue }
                result.leftOut += 1
                reasons.append(sentence)
            }
            if !reasons.isEmpty {
                result.faulty += 1
                try remark(.faulty(ImportErrorLine(line: record.line, cells: record.cells, reasons: reasons, isImported: isImported)))
            }
            if portion.count == size {
                try remark(.progress(try writing.write(portion)))
                size = min(2 * size, CustomerImport.portions.most)
                portion = []
                portion.reserveCapacity(size)
            }
        }
        if !portion.isEmpty { _ = try writing.write(portion) }
    }

    /// The number of lines behind the first in which the names of columns are looked for.
    private static let titleLines = 10

    /// Throws where the names of the columns stand in a later line than the first, below a title.
    private func check(_ header: Header, _ sample: [CSVReader.Record]) throws(StoreError) {
        guard header.record == nil, header.columns.columns.allSatisfy({ $0.field == nil }) else { return }
        for record in sample.prefix(CustomerImport.titleLines) {
            guard let named = try? ImportColumns(header: CustomerImport.cells(record), recognise: recognise), named.tellsWho else {
                continue
            }
            throw .notImported(
                "The columns are named in line \(record.line) and not in the first, so nothing was imported. Remove the lines above it, and import the file again."
            )
        }
    }

    /// The cells of a record. Below a title in one cell nobody knows yet what stands between them.
    private static func cells(_ record: CSVReader.Record) -> [String] {
        guard record.cells.count == 1 else { return record.cells }
        return record.cells[0].utf8.split(omittingEmptySubsequences: false, whereSeparator: CSVReader.separators.contains)
            .map { String(Substring($0)) }
    }

    /// Throws where each line is one cell in quotes with all columns in it, which somebody has put around them.
    private func checkQuotes(_ header: CSVReader.Record) throws(StoreError) {
        guard header.cells.count == 1, let within = try? ImportColumns(header: CustomerImport.cells(header), recognise: recognise),
            within.columns.contains(where: { $0.field.map(\.isName) == true }),
            within.columns.contains(where: { $0.field.map(\.isName) == false })
        else { return }
        throw .notImported(
            "The first line is one cell in quotes, with the names of \(within.columns.count) columns in it, so nothing was imported. Take away the quotes around whole lines, and import the file again."
        )
    }

    private func checkEncoding(_ sample: [CSVReader.Record]) throws(StoreError) {
        guard sample.contains(where: { $0.fault == .unknownEncoding }) else { return }
        throw .notImported("The file cannot be read, so nothing was imported. \(CSVFault.unknownEncoding.sentence)")
    }

    /// The columns of a file, as its first line names them.
    private struct Header {
        /// Of a file without headings the numbers of the columns.
        let cells: [String]
        let columns: ImportColumns
        /// The first line, where it is a customer's and names no columns.
        var record: CSVReader.Record?
    }

    private func header(_ reader: inout CSVReader) throws -> Header {
        var first = try reader.next()
        // Spreadsheet programs write the empty rows above a table as well.
        while let empty = first, empty.fault == nil, empty.cells.allSatisfy(\.isBlank) { first = try reader.next() }
        guard let header = first else {
            throw StoreError.notImported(
                "The file is empty, so nothing was imported. Its first line must name the columns, as an export does.")
        }
        if let fault = header.fault {
            throw StoreError.notImported("The first line cannot be read, so nothing was imported. \(fault.sentence)")
        }
        try checkQuotes(header)
        guard ColumnCheck.isCustomers(header.cells, in: country) else {
            return Header(cells: header.cells, columns: try columns(named: header.cells))
        }
        let columns = try columns(named: header.cells.map { _ in "" })
        return Header(cells: columns.columns.map(\.heading), columns: columns, record: header)
    }

    private func columns(named cells: [String]) throws(StoreError) -> ImportColumns {
        switch choices {
        case .named(let choices): return try ImportColumns(header: cells, choices: choices, recognise: recognise)
        case .fields(let fields):
            var columns = try ImportColumns(header: cells, recognise: recognise)
            columns.choose(fields)
            return columns
        }
    }

    /// The columns of a file with what is in them and what they seem to fill, by heading or else by content. Reads its beginning. Throws
    /// a sentence for a file that cannot be imported, and what the reader's source throws.
    public func preview(_ reader: inout CSVReader) throws -> ImportPreview {
        let header = try header(&reader)
        let sample = try sample(behind: header, &reader)
        try check(header, sample)
        try checkEncoding(sample)
        return ImportPreview(
            header.columns, sample, hasHeadings: header.record == nil, country: country, statuses: store.statuses)
    }

    /// How dates are written in the file: as its own show, else as in the settings.
    private func dates(_ columns: ImportColumns, _ sample: [CSVReader.Record]) -> CallDateContext {
        var context = context
        let places = columns.places(.nextCallDate)
        let texts = sample.flatMap { record in places.compactMap { $0 < record.cells.count ? record.cells[$0] : nil } }
        context.dayFirst = ImportDate.dayFirst(in: texts) ?? context.dayFirst
        return context
    }

    private func sample(behind header: Header, _ reader: inout CSVReader) throws -> [CSVReader.Record] {
        var sample = header.record.map { [$0] } ?? []
        while sample.count < CustomerImport.sample, let record = try reader.next() { sample.append(record) }
        return sample
    }
}
