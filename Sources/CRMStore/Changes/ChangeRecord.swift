import CRM
import Foundation

/// One recorded change with both sides of it: to undo is to go from `after` to `before`, to redo the other way.
struct ChangeRecord {
    enum Action: String {
        case addCustomer, editCustomer, deleteCustomer, addNote, createSpreadsheet, editSpreadsheet, deleteSpreadsheet, savePage,
            removePage, mergeRows, mapForm, importCustomers, logCall, logMessage, editTemplate, editViews, moveCustomer, changeMany,
            shareSpreadsheet, claimCustomer

        /// Whether the customers' own changes are steps that are parts of this one.
        var hasParts: Bool { [.mapForm, .importCustomers, .changeMany].contains(self) }

        var kind: StepKind { self == .savePage || self == .removePage ? .pages : .work }
    }

    var action: Action
    var kind: Activity.Kind
    var customerID: Customer.ID?
    var spreadsheetID: Spreadsheet.ID?
    var pageID: String?
    /// The line of the timeline.
    var text: String
    var sentence: String
    var before = Side()
    var after = Side()
    /// The customer as it was just written, where that is known; it is not stored.
    var written: Customer?
    /// Of a call.
    var outcome: CallOutcome.ID?
    var attempt: Int?
    /// Of a message.
    var channel: MessageChannel?
    var template: String?

    /// One side of a change: what its action needs of it, and nothing else.
    struct Side: Codable {
        /// Columns by name.
        var fields: [String: String]?
        /// Set when the change is the first dealing with the customer.
        var touchedAt: Int64?
        var setsTouched: Bool?
        /// The attempts to reach the customer.
        var contact: ContactState?
        /// The note that was written about a call.
        var note: String?
        /// Whether the customer or the spreadsheet is there.
        var exists: Bool?
        var name: String?
        var description: String?
        var page: PageRecord?
        /// Rows that were merged into another, or are their own.
        var rows: [MovedRow]?
        var form: MappedForm?
        var templates: TemplateList?
        /// A customer and the rows merged into it, each with its spreadsheet.
        var places: [PlacedRow]?
        /// All views of a user.
        var views: [StoredView]?
        var viewsOf: User.ID?
        var share: StoredShare?
        /// Of a customer; nil where nobody has taken it.
        var claim: LeadClaim?
    }

    /// The right of a colleague in a spreadsheet; nil where it is not shared with them.
    struct StoredShare: Codable {
        var user: User.ID
        var right: SharedRight?
    }

    /// A saved view as it is kept for undo.
    struct StoredView: Codable, Equatable {
        var id: SavedView.ID
        var name: String
        var query: String

        init(_ view: SavedView) { (id, name, query) = (view.id, view.name, view.query) }

        var view: SavedView { SavedView(id: id, name: name, query: query) }
    }

    /// A row and the row it is a part of; nil: it is its own.
    struct MovedRow: Codable {
        var id: Customer.ID
        var into: Customer.ID?
    }

    /// A row and the spreadsheet that it is in.
    struct PlacedRow: Codable {
        var id: Customer.ID
        var sheet: Spreadsheet.ID
    }

    /// All templates of a user, on one side of a change.
    struct TemplateList: Codable, Equatable {
        var user: User.ID
        /// Empty where none were stored.
        var stored: [StoredTemplate]
    }

    struct StoredTemplate: Codable, Equatable {
        var id: MessageTemplate.ID
        var name: String
        var subject: String
        var text: String
    }

    /// The targets that the answers of a form filled, on one side of a change.
    struct MappedForm: Codable {
        var id: String
        var targets: [String: FormTarget]
    }

    /// Records the step; one that is part of another is undone with that one, and has no user.
    func insert(_ db: any Session, user: User.ID?, author: String?, at now: Date, partOf whole: Int64? = nil) throws -> Int64 {
        try db.insert(UndoSQL.insert, columns(user: user, author: author, at: now, partOf: whole))
    }

    /// The same where nobody asks for its number.
    func add(_ db: any Session, user: User.ID?, author: String?, at now: Date, partOf whole: Int64? = nil) throws {
        try db.write(UndoSQL.insert, columns(user: user, author: author, at: now, partOf: whole), changesRow: false)
    }

    private func columns(user: User.ID?, author: String?, at now: Date, partOf whole: Int64?) throws -> [(any SQLConvertible)?] {
        [
            user, author, now.milliseconds, kind.rawValue, action.rawValue, customerID, spreadsheetID, pageID, text, sentence,
            try ChangeRecord.json(before), try ChangeRecord.json(after), whole, outcome?.rawValue, attempt, channel?.rawValue, template,
        ]
    }

    /// Keeps both sides of columns that were edited. Of a column that was edited twice, undo needs the first and the last text.
    mutating func note(_ edits: [FieldEdit], from old: Customer, to new: Customer) {
        let fields = Set(edits.map(\.field))
        before.fields = Dictionary(fields.map { ($0.rawValue, old[field: $0]) }, uniquingKeysWith: { first, _ in first })
        after.fields = Dictionary(fields.map { ($0.rawValue, new[field: $0]) }, uniquingKeysWith: { first, _ in first })
    }

    /// Nil for a row that a step was not made of.
    init?(row: SQLRow) throws {
        guard let action = Action(rawValue: row["action"]), let kind = Activity.Kind(rawValue: row["kind"]) else { return nil }
        self.init(
            action: action, kind: kind, customerID: row["customer_id"], spreadsheetID: row["spreadsheet_id"], pageID: row["page_id"],
            text: row["text"], sentence: row["sentence"])
        before = try ChangeRecord.side(row["before"])
        after = try ChangeRecord.side(row["after"])
        outcome = (row["outcome"] as String?).flatMap(CallOutcome.ID.init)
    }

    init(
        action: Action, kind: Activity.Kind, customerID: Customer.ID? = nil, spreadsheetID: Spreadsheet.ID? = nil,
        pageID: String? = nil, text: String, sentence: String
    ) {
        self.action = action
        self.kind = kind
        self.customerID = customerID
        self.spreadsheetID = spreadsheetID
        self.pageID = pageID
        self.text = text
        self.sentence = sentence
    }

    /// Empty where nothing is kept: of an imported customer the action alone tells both sides.
    private static func side(_ json: String?) throws(StoreError) -> Side {
        guard let json else { return Side() }
        guard let side = try? JSONDecoder().decode(Side.self, from: Data(json.utf8)) else { throw ChangeRecord.unreadable }
        return side
    }

    static let unreadable = StoreError.invalid(
        "What this step changed cannot be read, as another program has written over it, so it can be neither taken back nor done again.")

    static func json(_ side: Side) throws -> String {
        String(decoding: try JSONEncoder().encode(side), as: UTF8.self)
    }
}

/// A page's row as it is kept for undo, its secrets sealed.
struct PageRecord: Codable, Equatable {
    var position: Int64?
    var userID: User.ID
    var token: Data?
    var appSecret: Data?
    var verifyToken: Data?
    var name: String?
    var verifiedAt: Int64?
    var lastEventAt: Int64?
    var lastLeadAt: Int64?
    var lastLeadName: String?
    var lastLeadForm: String?
    var tokenHealth: String?

    func hasSameSettings(as other: PageRecord) -> Bool {
        token == other.token && appSecret == other.appSecret && verifyToken == other.verifyToken
    }
}
