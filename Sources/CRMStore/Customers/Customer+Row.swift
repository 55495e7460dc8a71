import CRM
import Foundation

extension Customer {
    /// A row of ``CustomerSQL/columns``, by position: an export reads millions of them.
    init(row: SQLRow) {
        var call: NextCall?
        if let date = row[8] as String?, let day = CalendarDay(date) {
            call = NextCall(day, (row[9] as String?).flatMap { TimeOfDay($0) })
        }
        var mark: LeadMark?
        if let leadgenID = row[10] as String? {
            mark = LeadMark(
                leadgenID: leadgenID, formName: row[11], isTest: row[12] ?? false, createdTime: Date(milliseconds: row[13] ?? 0))
        }
        var contact = ContactState(
            attempts: row[17], lastContactAt: (row[18] as Int64?).map { Date(milliseconds: $0) },
            lastOutcome: (row[19] as String?).flatMap { CallOutcome.ID(rawValue: $0) }, wrongNumber: row[22], lostReason: row[23])
        if let at = row[20] as Int64? { contact.doNotCall = DoNotCall(at: Date(milliseconds: at), by: row[21] ?? "") }
        self.init(
            id: row[0], spreadsheetID: row[1], customerName: row[2], companyName: row[3], phoneNumber: row[4], email: row[5],
            remark: row[6], status: row[7], nextCall: call, lead: mark, createdAt: Date(milliseconds: row[14]),
            firstTouchedAt: (row[15] as Int64?).map { Date(milliseconds: $0) }, contact: contact, version: row[16])
    }

    /// When it arrived: the order of a spreadsheet.
    var arrivedAt: Int64 { (lead?.createdTime ?? createdAt).milliseconds }

    /// A customer that is there; nil when it, or its spreadsheet, was deleted.
    static func live(_ db: any Session, _ id: Customer.ID) throws -> Customer? {
        try db.one(CustomerSQL.live, [id]).map(Customer.init)
    }

    /// A customer, deleted or not.
    static func any(_ db: any Session, _ id: Customer.ID) throws -> Customer? {
        try db.one(CustomerSQL.any, [id]).map(Customer.init)
    }

    /// Writes a new row; its `id` and `version` are not looked at. Gives the row's id.
    ///
    /// - Parameters:
    ///   - country: that of the user who has the spreadsheet, ``Country/of(sheet:_:)``.
    ///   - lead: that of which the row is made.
    func insert(_ db: any Session, country: Country?, lead: Lead? = nil) throws -> Customer.ID {
        try insert(db, CustomerKeys(self, in: country), lead: lead)
    }

    /// The same with keys that were worked out already. `importedBy` is the step of the import that the row came with.
    func insert(_ db: any Session, _ keys: CustomerKeys, lead told: Lead?, importedBy step: Int64? = nil) throws -> Customer.ID {
        try db.insert(
            CustomerSQL.insert,
            [
                spreadsheetID, customerName, companyName, phoneNumber, email, remark, status,
                nextCall?.day.description, nextCall?.time?.description, keys.searchText, arrivedAt,
                lead?.leadgenID, lead?.formName, lead?.isTest, lead?.createdTime.milliseconds,
                createdAt.milliseconds, firstTouchedAt?.milliseconds,
                keys.e164, keys.email, keys.name, keys.company, keys.address, keys.remark, step,
                told.map { SearchText.beside(leads: [$0], notes: [], parts: []) } ?? "",
                told?.campaignName,
            ])
    }

    /// Writes the seven columns, `firstTouchedAt` and `contact` of a row that is there, and counts its version up. Throws when it is not the version
    /// that this one was read as: somebody's change would be written over.
    func update(_ db: any Session) throws {
        let keys = CustomerKeys(self, in: try Country.of(sheet: spreadsheetID, db))
        try db.writeAsRead(
            CustomerSQL.update,
            [
                customerName, companyName, phoneNumber, email, remark, status,
                nextCall?.day.description, nextCall?.time?.description, keys.searchText, firstTouchedAt?.milliseconds,
                keys.e164, keys.email, keys.name, keys.company, keys.address, keys.remark,
                contact.attempts, contact.lastContactAt?.milliseconds, contact.lastOutcome?.rawValue,
                contact.doNotCall?.at.milliseconds, contact.doNotCall?.by, contact.wrongNumber, contact.lostReason, id, version,
            ])
    }

    /// Deletes a row that is there, or brings it back where `at` is nil. Throws as ``update(_:)`` does.
    func setDeleted(_ db: any Session, at: Date?) throws {
        try db.writeAsRead(CustomerSQL.setDeleted, [at?.milliseconds, id, version])
    }
}

extension Session {
    /// Runs a statement that changes one customer where it still is the version that was read. Throws when it is not: somebody's change would
    /// be written over.
    func writeAsRead(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws {
        guard try run(statement, arguments) == 1 else {
            throw StoreError.invalid(
                "This customer was changed by somebody else meanwhile, so nothing was written. Look at it again, then repeat your change.")
        }
    }
}
