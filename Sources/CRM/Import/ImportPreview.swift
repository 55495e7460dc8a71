/// The beginning of a file as a person sees it before its import.
public struct ImportPreview: Hashable, Sendable {
    public struct Column: Hashable, Sendable {
        /// Of bounded length.
        public let heading: String
        /// The first cell of it that is not empty, of bounded length; empty where its first records have none.
        public let example: String
        /// The field that it seems to fill; nil for none.
        public let guess: ImportField?
        /// It has no heading, and its first records have nothing in it.
        public let isEmpty: Bool
        /// The fields for which none of its first cells is good: those of numbers where none can be dialled, that of addresses where none is one.
        public let unfit: Set<ImportField>

        public init(heading: String, example: String, guess: ImportField?, isEmpty: Bool = false, unfit: Set<ImportField> = []) {
            self.heading = heading
            self.example = example
            self.guess = guess
            self.isEmpty = isEmpty
            self.unfit = unfit
        }
    }

    /// In the order of the file.
    public let columns: [Column]
    /// The file is one of Meta's, and each of its records a lead.
    public let isMeta: Bool
    /// Its first line names the columns; if not, it is a customer as the others are.
    public let hasHeadings: Bool
    /// Some of it is not UTF-8 or UTF-16, and was read as Windows-1252.
    public let isWestern: Bool

    /// The file is one of lines that an import could not take in full, perhaps mended by now.
    public var isOfErrors: Bool { ImportErrorText.isOfErrors(columns.map(\.heading)) }

    /// In bytes of UTF-8.
    private static let longestExample = 200

    public init(columns: [Column], isMeta: Bool = false, hasHeadings: Bool = true, isWestern: Bool = false) {
        self.columns = columns
        self.isMeta = isMeta
        self.hasHeadings = hasHeadings
        self.isWestern = isWestern
    }

    init(
        _ found: ImportColumns, _ sample: [CSVReader.Record], hasHeadings: Bool, country: Country?, statuses: StatusCatalogue
    ) {
        var guesses = found.columns.map(\.field)
        for (column, field) in ColumnCheck(columns: found, country: country).suspects(sample)
        where field.takesSeveral || !guesses.contains(field) {
            guesses[column.place] = field
        }
        if !guesses.contains(.status), let column = ImportPreview.statusColumn(found, sample, statuses), guesses[column] == nil {
            guesses[column] = .status
        }
        columns = found.columns.map { column in
            let cells = sample.compactMap { column.place < $0.cells.count ? $0.cells[column.place] : nil }
                .map { ImportCell.text($0).withoutOuterBlanks }.filter { !$0.isEmpty }
            let example = cells.first ?? ""
            return Column(
                heading: column.heading, example: example.bounded(toBytes: ImportPreview.longestExample), guess: guesses[column.place],
                isEmpty: !column.hasHeading && example.isEmpty, unfit: ColumnCheck.unfit(cells, in: country))
        }
        isMeta = found.isMeta
        self.hasHeadings = hasHeadings
        isWestern = sample.contains(where: \.isWestern)
    }

    /// The place of the first column, of those that nobody knows by their headings, in which half the cells at least are statuses: what is
    /// called `Stato` or `Estado` is a country in other files.
    private static func statusColumn(_ found: ImportColumns, _ sample: [CSVReader.Record], _ statuses: StatusCatalogue) -> Int? {
        found.columns.first { column in
            guard column.field == nil, !column.isKnown else { return false }
            let cells = sample.compactMap { column.place < $0.cells.count ? $0.cells[column.place].withoutOuterBlanks : nil }
                .filter { !$0.isEmpty }
            return !cells.isEmpty && cells.count { ImportCell.status($0, in: statuses) != nil } * 2 >= cells.count
        }?.place
    }
}
