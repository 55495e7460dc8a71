/// A line of a file that could not be imported in full.
public struct ImportErrorLine: Hashable, Sendable {
    /// The line of the file on which the record begins, from 1.
    public var line: Int
    /// The record as it stood in the file; of one that cannot be read, as far as it can.
    public var cells: [String]
    /// Each a sentence.
    public var reasons: [String]
    /// Its customer came in, without what the reasons tell of.
    public var isImported: Bool

    /// The line and its reasons, for people.
    public var sentence: String {
        "line \(line)\(isImported ? ", imported without this" : ", not imported"): \(reasons.joined(separator: " "))"
    }
}

/// Writes the lines that could not be imported in full, in the columns of their file and with a column before these that says why: mended
/// there, that file can be imported as it is.
public struct ImportErrorText {
    /// The heading of that column, which an import knows and leaves out.
    public static let heading = "import_error"
    /// The name of such a file: `fair.errors.csv` for `fair.csv`, and `fair.errors-2.csv` where that is there already.
    ///
    /// - Parameter number: from 1.
    public static func name(of file: String, number: Int = 1) -> String {
        let dot = file.dropFirst().lastIndex(of: ".")
        let base = dot.map { String(file[..<$0]) } ?? file
        // The errors of a file of errors take no third name.
        let stem = base.hasSuffix(".errors") ? String(base.dropLast(7)) : base
        return "\(stem).errors\(number == 1 ? "" : "-\(number)").csv"
    }

    /// In bytes of UTF-8: a cell of a megabyte that was not understood need not be carried on.
    private static let longestReason = 2000

    private let separator: String
    private let columns: [String]
    /// The file is one of errors itself: its first column is ours.
    private let hasReasons: Bool

    /// - Parameters:
    ///   - header: the first line of the file.
    ///   - separator: that of the file: the program that wrote it expects no other. A tab becomes a comma, since the result is a CSV.
    public init(header: [String], separator: UInt8) {
        self.separator = separator == UInt8(ascii: ";") ? ";" : ","
        hasReasons = ImportErrorText.isOfErrors(header)
        columns = hasReasons ? Array(header.dropFirst()) : header
    }

    /// Whether a file whose first line names these columns is one of errors, perhaps mended by now.
    static func isOfErrors(_ header: [String]) -> Bool { header.first.map(HeadingText.fold) == HeadingText.fold(heading) }

    /// The first line, with the mark by which Excel knows UTF-8.
    public var header: String { "\u{FEFF}" + record(ImportErrorText.heading, columns) }

    /// A line as it stood in its file, with what is wrong before it.
    public func record(_ line: ImportErrorLine) -> String {
        record(line.sentence.bounded(toBytes: ImportErrorText.longestReason), hasReasons ? Array(line.cells.dropFirst()) : line.cells)
    }

    /// Of a cell its plain text is taken, which is guarded then: guarded twice it would be another when it is imported.
    private func record(_ reason: String, _ cells: [String]) -> String {
        CSVWriter.record([reason] + cells.map(ImportCell.text), separator: separator)
    }
}
