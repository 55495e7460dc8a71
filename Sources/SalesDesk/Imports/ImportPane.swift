import CRM
import TerminalKit

/// An import over a screen, step by step: the path of a file, what its columns fill, what would come in. Esc leads back by one of them.
struct ImportPane: Hashable, Sendable {
    enum Step: Hashable, Sendable { case path, columns, summary, end }

    var path = ImportPath()
    /// Nil until a file was looked at.
    var columns: ImportEditor?
    /// Nil until the columns were agreed to.
    var summary: ImportSummary?
    /// The end of it, when there is more to say than fits into a line.
    var end: ImportedFile?

    var step: Step { end != nil ? .end : summary != nil ? .summary : columns != nil ? .columns : .path }

    /// Letters are text now.
    var isTyping: Bool { step == .path || step == .summary && summary?.name != nil }
}

/// The path of a file as it is typed, with what it can go on with.
struct ImportPath: Hashable, Sendable {
    /// In bytes: as long as a path may be.
    private static let longest = 4096

    var field = TextField("", limit: longest)
    /// The last that was read; it stays in sight until that of another path is there.
    private(set) var shown: PathListing?
    /// The path of which that is.
    private var listed: String?
    /// The entry with the cursor; nil: what is typed counts.
    var selected: Int?
    /// The typed path is to be completed as soon as the listing is there.
    var completes = false
    /// The file is being looked at.
    var isLooking = false
    /// Why the file cannot be imported, as a sentence.
    var problem: String?

    /// Nil until it was read for what is typed.
    var listing: PathListing? { listed == field.text ? shown : nil }
    var entries: [PathListing.Entry] { listing?.entries ?? [] }

    var entry: PathListing.Entry? { selected.flatMap { entries.indices.contains($0) ? entries[$0] : nil } }

    mutating func take(_ listing: PathListing, of typed: String) {
        (shown, listed) = (listing, typed)
        selected = nil
    }

    mutating func move(by rows: Int) {
        guard !entries.isEmpty else { return }
        guard let old = selected else {
            selected = rows > 0 ? 0 : entries.count - 1
            return
        }
        // Above the first is the field.
        selected = old + rows < 0 ? nil : min(old + rows, entries.count - 1)
    }
}

/// The columns of a file while a person says what each fills.
struct ImportEditor: Hashable, Sendable {
    let file: ImportFile
    /// The places of the columns that are shown: one without a heading and without a value is not.
    let shown: [Int]
    /// In the order of the file; nil: the column is left out.
    private(set) var fields: [ImportField?]
    /// The line with the cursor, among those that are shown.
    var selected = 0

    init(_ file: ImportFile) {
        self.file = file
        let columns = file.preview.columns
        shown = columns.indices.filter { !columns[$0].isEmpty }
        fields = columns.map(\.guess)
    }

    var isEdited: Bool { fields != file.preview.columns.map(\.guess) }

    func column(_ row: Int) -> ImportPreview.Column { file.preview.columns[shown[row]] }
    func field(_ row: Int) -> ImportField? { fields[shown[row]] }
    /// The first values of the column are none for the field that it fills.
    func isDoubtful(_ row: Int) -> Bool { field(row).map(column(row).unfit.contains) ?? false }
    func isGuess(_ row: Int) -> Bool { field(row) == column(row).guess }

    /// Somebody can be called or written to, or at least named, by one of the columns.
    var hasPerson: Bool { fields.contains { $0 == .phoneNumber || $0 == .email || $0?.isName == true } }

    mutating func move(by rows: Int) { selected = min(max(0, selected + rows), max(0, shown.count - 1)) }

    /// Gives the column under the cursor a field. Of what a customer has once, another column gives it up.
    mutating func choose(_ field: ImportField?) {
        guard shown.indices.contains(selected) else { return }
        if let field, !field.takesSeveral {
            for place in fields.indices where fields[place] == field { fields[place] = nil }
        }
        fields[shown[selected]] = field
    }

    mutating func chooseGuess() {
        guard shown.indices.contains(selected) else { return }
        choose(column(selected).guess)
    }

    /// The next choice or the one before, round and round.
    mutating func turn(_ step: Int) {
        guard shown.indices.contains(selected) else { return }
        var choices = ImportChoice.fields
        if let guess = column(selected).guess, !choices.contains(guess) { choices.append(guess) }
        let index = choices.firstIndex(of: field(selected)) ?? 0
        choose(choices[(index + step + choices.count) % choices.count])
    }

    mutating func takeBack() { fields = file.preview.columns.map(\.guess) }
}

/// The customers that an import would bring, and how a person wants it.
struct ImportSummary: Hashable, Sendable {
    let file: ImportFile
    var order: ImportOrder
    /// The counting of what the order says now.
    var job: Int
    var progress: ImportProgress?
    /// Nil until it was counted.
    var count: ImportEnd?
    /// The name of the spreadsheet while it is typed.
    var name: TextField?

    /// New customers, by what becomes of those that are here.
    func imported(_ existing: ImportExisting) -> Int {
        guard let result = count?.result else { return 0 }
        return result.imported + (existing == .add ? result.existing : 0)
    }
}

/// An import that is under way. It goes on when its pane is closed.
struct ImportRun: Hashable, Sendable {
    let job: Int
    let file: ImportFile
    let order: ImportOrder
    var progress: ImportProgress?
    /// It was stopped, and ends as soon as what is being written is written.
    var isStopping = false

    /// `62 %`; empty where it is not known.
    var share: String { progress?.share.map { "\(Int($0 * 100)) %" } ?? "" }
}

/// A file that was imported, or of which a part was.
struct ImportedFile: Hashable, Sendable {
    let name: String
    let order: ImportOrder
    let end: ImportEnd
}
