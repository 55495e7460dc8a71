import Base
import Foundation

/// Users, spreadsheets and customers: what the screens and the commands read and write.
///
/// Calls block until they are done; the screens make them off the main queue. Every function may throw ``StoreError``.
public protocol SheetStoring: Sendable {
    func users() throws -> [User]
    func addUser(_ name: String, country: Country?) throws -> User
    /// Says where the user's local telephone numbers belong, and reads those of all their customers anew. Cannot be undone, but
    /// said again.
    func setCountry(_ country: Country?, of user: User.ID) throws
    /// Gives the user another name; what they did before keeps the old one. Throws `userNameTaken` for that of another.
    func renameUser(_ id: User.ID, to name: String) throws
    /// Takes the user's spreadsheets, customers and pages with it; events that wait for these are looked at again. Cannot be undone: the command
    /// asks first.
    func removeUser(_ id: User.ID, at now: Date) throws

    /// The spreadsheets of a user and those that are shared with them, or all. Of each user "Meta Ads Leads" comes first, then they come in
    /// the order they were made; a user's own come first.
    func spreadsheets(of user: User.ID?) throws -> [SpreadsheetSummary]

    /// Up to `limit` rows of a view from a place in it. Costs the same whatever the size of the spreadsheet, a search excepted.
    func rows(_ query: SheetQuery, from anchor: WindowAnchor, limit: Int) throws -> SheetWindow
    /// These rows as the view would show them, whether it does or not; those that are not there any more are left out.
    func rows(_ ids: Set<Customer.ID>, as query: SheetQuery) throws -> [Customer]
    /// The answers of the leads of rows, the newest lead first, and those of rows that were merged into them; rows without any are left out.
    func answers(of rows: [Customer.ID]) throws -> [Customer.ID: [Answer]]
    /// The number of rows of the view, counted no further than `bound`.
    func count(_ query: SheetQuery, upTo bound: Int) throws -> MatchCount
    /// The calls of the user's spreadsheets on a day, a customer's own left out. Costs as much as the day has calls.
    func dayLoad(of user: User.ID, on day: CalendarDay, except customer: Customer.ID?) throws -> DayLoad
    /// Ends a search of ``rows(_:from:limit:)`` or ``count(_:upTo:)`` that runs on another thread, so that the next need not wait for
    /// it: its caller gets a `CancellationError`. Writes and other reads go on.
    func interruptSearch()

    /// Nil when there is none such, or it was deleted.
    func customer(_ id: Customer.ID) throws -> Customer?
    /// The highest number of a customer that may be read; 0 where there is none. One that is made later has a higher one.
    func newestCustomer() throws -> Customer.ID
    /// The lead the customer came from, nil for one that a person added.
    func lead(of customer: Customer.ID) throws -> Lead?
    /// The customer's timeline, newest first.
    func timeline(of customer: Customer.ID, limit: Int) throws -> [Activity]

    /// Does a change for a user and records it for the timeline and for undo.
    func apply(_ change: Change, by user: User.ID, at now: Date) throws -> AppliedChange
    /// Takes back the user's last change of that kind that stands, or begins to, where it is one of many customers. Throws
    /// ``StoreError/conflict(_:field:theirs:yours:)`` when somebody has changed the same field since.
    ///
    /// - Parameter offered: when the step was written that the user was offered to take back, as ``AppliedChange/writtenAt`` says it. Where another is
    ///   the last that stands, nothing is taken back, and ``StoreError/invalid(_:)`` says so.
    func beginUndo(_ kind: StepKind, offered: Date?, by user: User.ID, at now: Date) throws -> StepTurn
    /// The same for what was taken back last, until something new is done.
    func beginRedo(_ kind: StepKind, by user: User.ID, at now: Date) throws -> StepTurn
    /// Whether the user has a step of that kind to take back, or to do again.
    func hasStep(_ kind: StepKind, of user: User.ID, back: Bool) throws -> Bool
    /// Moves the next few hundred customers of a step, or thousands that came with an import.
    func goOn(_ step: StepProgress, at now: Date) throws -> StepTurn

    /// Every customer of the user (of all when nil) and of the spreadsheets named so (of all when nil), handed over one by one in
    /// spreadsheet order, so that an export needs no memory for all. Those that the filter leaves out are not among them, and its order is that
    /// within each spreadsheet.
    func export(user: User.ID?, spreadsheet: String?, where filter: CustomerFilter, _ each: (ExportRow) throws -> Void) throws
}

extension SheetStoring {
    public func export(user: User.ID?, spreadsheet: String?, _ each: (ExportRow) throws -> Void) throws {
        try export(user: user, spreadsheet: spreadsheet, where: .all, each)
    }

    /// A user of no known country.
    public func addUser(_ name: String) throws -> User { try addUser(name, country: nil) }

    /// Takes back the user's last change of that kind that stands, whole; nil when there is none. Throws as
    /// ``beginUndo(_:offered:by:at:)`` does.
    public func undo(_ kind: StepKind = .work, by user: User.ID, at now: Date) throws -> AppliedChange? {
        try carry(beginUndo(kind, offered: nil, by: user, at: now), at: now)
    }

    /// Does again what ``undo(_:by:at:)`` took back last, until something new is done; nil when there is nothing.
    public func redo(_ kind: StepKind = .work, by user: User.ID, at now: Date) throws -> AppliedChange? {
        try carry(beginRedo(kind, by: user, at: now), at: now)
    }

    /// Carries a step to its end, with pauses in which others write.
    public func carry(_ turn: StepTurn, at now: Date, tell: (StepProgress) -> Void = { _ in }) throws -> AppliedChange? {
        var (turn, pauses) = (turn, WriteYield())
        while true {
            switch turn {
            case .whole(let change): return change
            case .underWay(let step):
                tell(step)
                pauses.rest()
                turn = try goOn(step, at: now)
            }
        }
    }
}

/// A customer with all that an export says of it.
public struct ExportRow: Hashable, Sendable {
    public var user: String
    public var spreadsheet: String
    public var customer: Customer
    /// The row's own lead, or the first of ``otherLeads`` where it had none.
    public var lead: Lead?
    /// The leads of rows that were merged into this one, in the order of their arrival.
    public var otherLeads: [Lead]

    public init(user: String, spreadsheet: String, customer: Customer, lead: Lead?, otherLeads: [Lead] = []) {
        self.user = user
        self.spreadsheet = spreadsheet
        self.customer = customer
        self.lead = lead ?? otherLeads.first
        self.otherLeads = lead == nil ? Array(otherLeads.dropFirst()) : otherLeads
    }
}

/// The calls that stand on one day, those of ended customers left out.
public struct DayLoad: Hashable, Sendable {
    public var day: CalendarDay
    public var calls: Int
    /// The number of them within each hour, 0 to 23; those without a time are in none.
    public var byHour: [Int: Int]

    public init(day: CalendarDay, calls: Int, byHour: [Int: Int]) {
        self.day = day
        self.calls = calls
        self.byHour = byHour
    }
}

/// Which of a user's steps an undo or a redo is about.
public enum StepKind: Hashable, Sendable {
    /// Customers, spreadsheets and forms: what a salesperson does all day.
    case work
    /// A page's settings. To take one back may cut off Meta, so it is undone where it was made, and never by the way.
    case pages
}
