import Foundation

/// Makes customers of records. A cell that cannot be used costs itself, not its customer.
struct RecordReading {
    /// A cell that was not taken as it is.
    struct Complaint: Hashable {
        var heading: String
        var sentence: String
    }

    private let columns: ImportColumns
    private let rules: any CustomerImporting
    private let dates: ImportDate
    private let country: Country?
    private let now: Date
    private let firstStatus: Status.ID

    private let names: [Int], halves: [Int], companies: [Int], phones: [Int], emails: [Int], remarks: [Int], answers: [Int]
    private let single: [ImportField: Int]
    /// The statuses read before: a file has the same few statuses and days over and over.
    private var statusesRead: [String: Status.ID?] = [:]
    private var callsRead: [String: NextCall?] = [:]
    private var complaints: [Complaint] = []

    /// The number of texts that are remembered.
    private static let remembered = 4096

    init(_ columns: ImportColumns, rules: any CustomerImporting, context: CallDateContext, country: Country?) {
        self.columns = columns
        self.rules = rules
        self.country = country
        dates = ImportDate(context: context)
        now = context.now
        firstStatus = rules.statuses.beginning
        names = columns.places(.customerName)
        halves = columns.places(.firstName) + columns.places(.middleName) + columns.places(.lastName)
        companies = columns.places(.companyName)
        phones = columns.places(.phoneNumber)
        emails = columns.places(.email)
        remarks = columns.places(.remark)
        answers = columns.columns.filter { $0.isAnswer || $0.field == .answer }.map(\.place)
        single = Dictionary(
            ImportField.allCases.compactMap { field in columns.places(field).first.map { (field, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The customer of a record, and what was not taken as it is; nil for a record that tells of nobody. Throws a sentence for one that
    /// does not fit its header.
    mutating func customer(of record: CSVReader.Record) throws(StoreError) -> (customer: ReadCustomer, complaints: [Complaint])? {
        let cells = record.cells
        if cells.allSatisfy(\.isBlank) { return nil }
        guard cells.count <= columns.count || cells.dropFirst(columns.count).allSatisfy(\.isBlank) else {
            throw .invalid(
                "There are \(cells.count) cells, but \(columns.count) columns. Put quotes around a cell that has the separator in it.")
        }
        complaints.removeAll(keepingCapacity: true)
        var customer = Customer(id: 0, spreadsheetID: 0, customerName: name(cells), status: firstStatus, createdAt: now)
        customer.companyName = firstText(companies, cells, .companyName)
        var notes = remarks.map { ImportCell.text(raw($0, cells)) }.filter { !$0.isEmpty }
        customer.phoneNumber = several(phones, cells, .phoneNumber, &notes)
        customer.email = several(emails, cells, .email, &notes)
        status(cells, &customer, &notes)
        nextCall(cells, &customer, &notes)
        customer.remark = stored(.remark, notes.joined(separator: "\n"), remarks.first)
        let lead = lead(cells, &customer)
        let isAnybody =
            !customer.customerName.isEmpty || !customer.companyName.isEmpty || !customer.phoneNumber.isEmpty || !customer.email.isEmpty
            || !customer.remark.isEmpty
        guard isAnybody || lead != nil else { return nil }
        return (ReadCustomer(customer: customer, lead: lead), complaints)
    }

    // MARK: Cells

    private func raw(_ place: Int?, _ cells: [String]) -> String {
        guard let place, place < cells.count else { return "" }
        return cells[place]
    }

    /// The text of a cell; empty for one that a spreadsheet program destroyed, which is said.
    private mutating func text(_ place: Int, _ cells: [String]) -> String {
        let text = ImportCell.text(raw(place, cells)).withoutOuterBlanks
        guard ImportCell.isDestroyed(text) else { return text }
        complain(place, "\"\(text.bounded(toBytes: 40))\" stands in the place of what was there. Look it up where the file comes from.")
        return ""
    }

    private mutating func text(_ field: ImportField, _ cells: [String]) -> String {
        guard let place = single[field] else { return "" }
        return text(place, cells)
    }

    private mutating func complain(_ place: Int?, _ sentence: String) {
        complaints.append(Complaint(heading: place.map { columns.columns[$0].heading } ?? "", sentence: sentence))
    }

    /// The text as it is stored; cut where it is too long, which is said.
    private mutating func stored(_ field: CustomerField, _ text: String, _ place: Int?) -> String {
        do {
            return try rules.stored(field, text)
        } catch {
            complain(place, error.message)
            return (try? rules.stored(field, String(text.unicodeScalars.prefix(1000)))) ?? ""
        }
    }

    private mutating func name(_ cells: [String]) -> String {
        for place in names {
            let name = text(place, cells)
            if !name.isEmpty { return stored(.customerName, name, place) }
        }
        let parts = halves.map { text($0, cells) }.filter { !$0.isEmpty }
        return parts.isEmpty ? "" : stored(.customerName, parts.joined(separator: " "), halves.first)
    }

    private mutating func firstText(_ places: [Int], _ cells: [String], _ field: CustomerField) -> String {
        for place in places {
            let text = text(place, cells)
            if !text.isEmpty { return stored(field, text, place) }
        }
        return ""
    }

    /// The first of several that there is; the others go to the remark under their headings.
    private mutating func several(_ places: [Int], _ cells: [String], _ field: CustomerField, _ notes: inout [String]) -> String {
        var found = ""
        for place in places {
            let all = field == .phoneNumber ? phone(place, cells) : text(place, cells)
            for part in ImportCell.parts(of: all) where part != found {
                if found.isEmpty { found = stored(field, part, place) } else { notes.append("\(columns.columns[place].heading): \(part)") }
            }
        }
        return found
    }

    /// A telephone number as it may be stored. One that lost digits in a spreadsheet program is none.
    private mutating func phone(_ place: Int, _ cells: [String]) -> String {
        let text = MetaHeadings.withoutLetter(text(place, cells))
        switch ImportCell.digits(text) {
        case nil: return text
        case .readable(let digits): return digits
        case .destroyed:
            complain(
                place,
                "\"\(text)\" is what a spreadsheet program made of a telephone number; its last digits are lost. Look it up where the file comes from."
            )
            return ""
        }
    }

    // MARK: Status and next call

    private mutating func status(_ cells: [String], _ customer: inout Customer, _ notes: inout [String]) {
        let text = text(.status, cells)
        guard !text.isEmpty else { return }
        if statusesRead[text] == nil {
            if statusesRead.count >= RecordReading.remembered { statusesRead.removeAll() }
            statusesRead[text] = .some(ImportCell.status(text, in: rules.statuses))
        }
        if let status = statusesRead[text] ?? nil { return customer.status = status }
        // Meta's own words for how far a lead is stay among its answers.
        if columns.isMeta { return }
        let heading = single[.status].map { columns.columns[$0].heading } ?? ""
        notes.append("\(heading): \(text)")
        let known = rules.statuses.statuses.map(\.id).joined(separator: ", ")
        complain(
            single[.status], "\"\(text.bounded(toBytes: 100))\" is not a status, so it went to the remark. The statuses are: \(known).")
    }

    private mutating func nextCall(_ cells: [String], _ customer: inout Customer, _ notes: inout [String]) {
        let (day, time) = (text(.nextCallDate, cells), text(.nextCallTime, cells))
        let text = day.isEmpty ? time : time.isEmpty ? day : "\(day) \(time)"
        guard !text.isEmpty else { return }
        if callsRead[text] == nil {
            if callsRead.count >= RecordReading.remembered { callsRead.removeAll() }
            callsRead[text] = .some(day.isEmpty ? nil : dates.call(text))
        }
        if let call = callsRead[text] ?? nil { return customer.nextCall = call }
        let place = single[day.isEmpty ? .nextCallTime : .nextCallDate]
        notes.append("\(place.map { columns.columns[$0].heading } ?? ""): \(text)")
        complain(
            place,
            "\"\(text.bounded(toBytes: 60))\" is not a next call, so it went to the remark. Write a day as 2026-03-31, with a time as 2026-03-31 09:30."
        )
    }

    // MARK: Leads

    /// The lead that a record is; nil for a customer that came as none.
    private mutating func lead(_ cells: [String], _ customer: inout Customer) -> Lead? {
        created(cells, &customer)
        let id = leadID(cells)
        guard !id.isEmpty else { return nil }
        func word(_ field: ImportField) -> String? {
            let text = MetaHeadings.withoutLetter(text(field, cells))
            return text.isEmpty ? nil : text
        }
        let lead = Lead(
            leadgenID: id, pageID: word(.pageID) ?? "", formID: word(.formID), formName: word(.formName), adID: word(.adID),
            adName: word(.adName),
            campaignID: word(.campaignID), campaignName: word(.campaignName), platform: word(.platform),
            isOrganic: word(.isOrganic).flatMap(ImportCell.bool),
            isTest: word(.isTest).flatMap(ImportCell.bool) ?? false, createdTime: customer.createdAt, answers: answers(cells),
            consents: consents(cells))
        customer.lead = LeadMark(leadgenID: id, formName: lead.formName, isTest: lead.isTest, createdTime: lead.createdTime)
        if columns.isMeta { makeLead(&customer, id) }
        return lead
    }

    /// A lead of Meta's file gets what one that Meta sends gets.
    private mutating func makeLead(_ customer: inout Customer, _ id: String) {
        func filled(_ text: String) -> String? { text.isEmpty ? nil : text }
        let contact = LeadContact(
            name: filled(customer.customerName), company: filled(customer.companyName), phone: filled(customer.phoneNumber),
            email: filled(customer.email), remark: filled(customer.remark))
        for (field, text) in rules.columns(of: contact, leadgenID: id) { customer.set(field, text) }
        if customer.nextCall == nil, customer.status == firstStatus { customer.nextCall = NextCall(dates.context.today) }
    }

    private mutating func leadID(_ cells: [String]) -> String {
        let text = MetaHeadings.withoutLetter(text(.leadgenID, cells))
        let ids = text.split(separator: " ")
        guard let first = ids.first else { return "" }
        if ids.count > 1 { complain(single[.leadgenID], "A row holds one lead, and here are \(ids.count). The first was taken.") }
        guard ImportCell.digits(String(first)) != .destroyed, first.utf8.count <= 64 else {
            complain(
                single[.leadgenID],
                "\"\(first.prefix(40))\" is no lead's id: its last digits are lost. The customer came in as one that is no lead.")
            return ""
        }
        return String(first)
    }

    private mutating func created(_ cells: [String], _ customer: inout Customer) {
        let text = text(.createdAt, cells)
        guard !text.isEmpty else { return }
        guard let instant = dates.instant(text) else {
            return complain(single[.createdAt], "\"\(text.bounded(toBytes: 60))\" is not a time. Write it as 2026-03-31T09:30:00Z.")
        }
        customer.createdAt = instant
    }

    private mutating func answers(_ cells: [String]) -> [Answer] {
        let json = text(.answers, cells)
        if !json.isEmpty {
            if let answers = try? JSONDecoder().decode([Answer].self, from: Data(json.utf8)) { return answers }
            complain(single[.answers], "These are no answers as an export writes them.")
        }
        return answers.compactMap { place in
            let value = text(place, cells)
            guard !value.isEmpty else { return nil }
            let heading = columns.columns[place].heading
            let isPhone = columns.columns[place].field == .phoneNumber
            return Answer(name: heading, label: Answer.readable(heading), values: [isPhone ? MetaHeadings.withoutLetter(value) : value])
        }
    }

    private mutating func consents(_ cells: [String]) -> [Consent] {
        let json = text(.consent, cells)
        if json.isEmpty { return [] }
        if let consents = try? JSONDecoder().decode([Consent].self, from: Data(json.utf8)) { return consents }
        complain(single[.consent], "These are no consents as an export writes them.")
        return []
    }
}
