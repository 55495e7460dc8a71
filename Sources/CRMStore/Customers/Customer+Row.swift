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
        let claim = (row[24] as Int64?).map { LeadClaim(userID: $0, name: "", at: Date(milliseconds: row[25] ?? 0)) }
        self.init(
            id: row[0], spreadsheetID: row[1], customerName: row.shown(2), companyName: row.shown(3), phoneNumber: row.shown(4),
            email: row.shown(5), remark: row.shown(6), status: row.shown(7), nextCall: call, lead: mark,
            createdAt: Date(milliseconds: row[14]),
            firstTouchedAt: (row[15] as Int64?).map { Date(milliseconds: $0) }, contact: contact, claim: claim,
            version: row[16])
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

    /// The same with keys that were worked out already.
    ///
    /// - Parameter wait: ``WorkingClock/wait(of:)``, of a row that somebody has dealt with.
    func insert(_ db: any Session, _ keys: CustomerKeys, lead told: Lead?, wait: Int? = nil) throws -> Customer.ID {
        try db.insert(CustomerSQL.insert, inserted(keys, lead: told, wait: wait))
    }

    /// Writes several new rows, as ``insert(_:country:lead:)`` does one without a lead, into spreadsheets of users of one country.
    static func insert(_ customers: [Customer], _ db: any Session, country: Country?) throws -> [Customer.ID] {
        try db.insert(CustomerSQL.insert, rows: customers.map { $0.inserted(CustomerKeys($0, in: country)) })
    }

    /// Writes those of a file, of whom nobody knows how long they waited, with the keys that were worked out already.
    static func insert(_ records: [ImportedCustomer], _ db: any Session, importedBy step: Int64) throws -> [Customer.ID] {
        try db.insert(CustomerSQL.insert, rows: records.map { $0.customer.inserted($0.keys, lead: $0.lead, importedBy: step) })
    }

    /// The values of ``CustomerSQL/insert``.
    private func inserted(_ keys: CustomerKeys, lead told: Lead? = nil, importedBy step: Int64? = nil, wait: Int? = nil)
        -> [(any SQLConvertible)?]
    {
        [
            spreadsheetID, customerName, companyName, phoneNumber, email, remark, status,
            nextCall?.day.description, nextCall?.time?.description, keys.searchText, arrivedAt,
            lead?.leadgenID, lead?.formName, lead?.isTest, lead?.createdTime.milliseconds,
            createdAt.milliseconds, firstTouchedAt?.milliseconds,
            keys.e164, keys.email, keys.name, keys.company, keys.address, keys.remark, step,
            told.map { SearchText.beside(leads: [$0], notes: [], parts: []) } ?? "",
            told?.campaignName, wait,
        ]
    }

    /// Writes what is known of calls into the row `made`, as which this customer was inserted just now: an insert leaves that out.
    ///
    /// - Parameter clock: as for ``update(_:from:by:)``.
    func writeContact(_ db: any Session, of made: Customer.ID, by clock: WorkingClock) throws {
        guard contact != ContactState() else { return }
        let fresh = Customer(id: made, spreadsheetID: spreadsheetID, customerName: customerName, createdAt: createdAt)
        var written = fresh
        written.contact = contact
        try written.update(db, from: fresh, by: clock)
    }

    /// Writes what is another than in `old`, the row as it was read, of the seven columns, `firstTouchedAt` and `contact`; and counts its
    /// version up. Where the row is not that version any more, somebody's change would be written over: throws
    /// ``StoreError/changedMeanwhile``, now or when the transaction ends, ``Session/write(_:_:changesRow:)``.
    ///
    /// Gives the row as it stands then.
    ///
    /// - Parameter clock: measures how long a lead waited, where this is the first dealing with it.
    @discardableResult
    func update(_ db: any Session, from old: Customer, by clock: WorkingClock) throws -> Customer {
        var parts = changedParts(from: old)
        if parts.contains(where: \.isSearched) { parts.append(.searchText) }
        let keys = parts.contains(.searchText) ? CustomerKeys(self, in: try Country.of(customer: id, db)) : nil
        try db.writeAsRead(CustomerSQL.update(parts), parts.flatMap { values(of: $0, keys, clock) } + [id, old.version])
        var written = self
        written.version = old.version + 1
        return written
    }

    private func changedParts(from old: Customer) -> [CustomerSQL.Part] {
        CustomerSQL.Part.allCases.filter { part in
            switch part {
            case .name: customerName != old.customerName
            case .company: companyName != old.companyName
            case .phone: phoneNumber != old.phoneNumber
            case .email: email != old.email
            case .remark: remark != old.remark
            case .status: status != old.status
            case .nextCall: nextCall != old.nextCall
            case .firstTouch: firstTouchedAt != old.firstTouchedAt
            case .contact: contact != old.contact
            case .searchText: false
            }
        }
    }

    /// The values of the columns of a part, in their order.
    private func values(of part: CustomerSQL.Part, _ keys: CustomerKeys?, _ clock: WorkingClock) -> [(any SQLConvertible)?] {
        switch part {
        case .name: [customerName, keys?.name]
        case .company: [companyName, keys?.company]
        case .phone: [phoneNumber, keys?.e164]
        case .email: [email, keys?.email, keys?.address]
        case .remark: [remark, keys?.remark]
        case .status: [status]
        case .nextCall: [nextCall?.day.description, nextCall?.time?.description]
        case .firstTouch: [firstTouchedAt?.milliseconds, clock.wait(of: self)]
        case .contact:
            [
                contact.attempts, contact.lastContactAt?.milliseconds, contact.lastOutcome?.rawValue,
                contact.doNotCall?.at.milliseconds, contact.doNotCall?.by, contact.wrongNumber, contact.lostReason,
            ]
        case .searchText: [keys?.searchText]
        }
    }

    /// Deletes a row that is there, or brings it back where `at` is nil. Throws as ``update(_:from:by:)`` does.
    func setDeleted(_ db: any Session, at: Date?) throws {
        try db.writeAsRead(CustomerSQL.setDeleted, [at?.milliseconds, id, version])
    }
}

extension Session {
    /// Runs a statement that changes one customer where it still is the version that was read. Throws as ``Customer/update(_:from:by:)`` does.
    func writeAsRead(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws {
        try write(statement, arguments, changesRow: true)
    }
}
