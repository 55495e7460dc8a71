import CRM
import CRMStore
import Foundation

/// The acts of somebody at the desk who is going to be killed: one after the other, each with a text of its own by which it is found again.
struct DeskWork {
    enum Kind: CaseIterable {
        /// An outcome with a note and the next call.
        case call
        /// A remark for all customers, in two portions.
        case remark
        /// A file of customers, in two portions.
        case file
    }

    static let sheet = "Leads"
    static let guests = "Guests"
    static let customers = 40
    /// Of customers, marked or in a file.
    static let portion = 20

    /// Each life of the worker is a round.
    let round: Int
    /// Counted from 0 within the round.
    let number: Int

    var kind: Kind { Kind.allCases[number % Kind.allCases.count] }
    /// No other contains it.
    var text: String { "act-\(round)-\(number)." }

    /// Does it as the screens do, and returns once it is on the disk.
    func perform(_ store: CRMStore, by user: User.ID, at now: Date) throws {
        switch kind {
        case .call:
            let rows = try DeskWork.rows(store)
            let customer = rows[number % rows.count]
            let call = NextCall(CalendarDay(now, in: .gmt).adding(days: 1 + number % 20))
            let plan = CallPlan(
                .of(.callBack), to: customer, at: now, statuses: .standard, cadence: .standard, hours: .standard, zone: .gmt)
            let log = CallLog(customerID: customer.id, outcome: .callBack, edits: plan.edits(nextCall: call), note: text)
            _ = try store.apply(.logCall(log), by: user, at: now)
        case .remark:
            let marks = try DeskWork.rows(store).map { CustomerMark($0) }
            let first = try store.changePortion(.set(.remark, text), of: marks.prefix(Self.portion), batch: nil, by: user, at: now)
            _ = try store.changePortion(.set(.remark, text), of: marks.dropFirst(Self.portion), batch: first, by: user, at: now)
        case .file:
            let customers = (0..<2 * Self.portion).map { _ in
                ImportedCustomer(Customer(id: 0, spreadsheetID: 0, customerName: text, createdAt: now), in: nil)
            }
            let first = try store.importPortion(
                Array(customers.prefix(Self.portion)), into: Self.guests, step: nil, existing: .add, by: user, at: now)
            let whole = try store.importPortion(
                Array(customers.dropFirst(Self.portion)), into: Self.guests, step: first, existing: .add, by: user, at: now)
            try store.keepImport(whole)
        }
    }

    static func rows(_ store: CRMStore) throws -> [Customer] { try rows(store, of: sheet) }

    /// The customers of a spreadsheet by their ids; none where there is no such one.
    static func rows(_ store: CRMStore, of name: String) throws -> [Customer] {
        guard let sheet = try store.spreadsheets(of: nil).first(where: { $0.spreadsheet.name == name }) else { return [] }
        return try store.rows(SheetQuery(sheet.id), from: .start, limit: 100_000).rows.sorted { $0.id < $1.id }
    }
}
