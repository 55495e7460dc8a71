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

    private let names: [Int], companies: [Int], phones: [Int], emails: [Int], remarks: [Int], answers: [Int]
    private let statuses: [Int], days: [Int], times: [Int]
    /// First, middle and last names.
    private let parts: [[Int]]
    /// A column may say of the name what another says already.
    private let mayRepeatNames: Bool
    /// Some telephone numbers have their labels beside them.
    private let hasLabels: Bool
    private let single: [ImportField: Int]
    /// The first column has the reasons of a file of errors.
    private let isOfErrors: Bool
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
        isOfErrors = ImportErrorText.isOfErrors(columns.columns.map(\.heading))
        names = columns.places(.customerName)
        parts = [.firstName, .middleName, .lastName].map(columns.places).filter { !$0.isEmpty }
        mayRepeatNames = !columns.isMeta && (names.count > 1 || !names.isEmpty && !parts.isEmpty || parts.contains { $0.count > 1 })
        companies = columns.places(.companyName)
        phones = columns.places(.phoneNumber)
        hasLabels = columns.columns.contains { $0.label != nil }
        emails = columns.places(.email)
        remarks = columns.places(.remark)
        (statuses, days, times) = (columns.places(.status), columns.places(.nextCallDate), columns.places(.nextCallTime))
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
        var notes = remarks.map { ImportCell.text(raw($0, cells)) }.filter { !$0.isEmpty }
        var customer = Customer(id: 0, spreadsheetID: 0, customerName: name(cells, &notes), status: firstStatus, createdAt: now)
        customer.companyName = several(companies, cells, .companyName, &notes)
        customer.phoneNumber = several(inOrder(phones, cells), cells, .phoneNumber, &notes)
        customer.email = several(emails, cells, .email, &notes)
        status(cells, &customer, &notes)
        nextCall(cells, &customer, &notes)
        customer.remark = stored(.remark, notes.joined(separator: "\n"), remarks.first)
        let lead = lead(cells, &customer)
        let isAnybody = ![customer.customerName, customer.companyName, customer.phoneNumber, customer.email, customer.remark]
            .allSatisfy(\.isBlank)
        guard isAnybody || lead != nil else { return nil }
        return (ReadCustomer(customer: customer, lead: lead, mended: isOfErrors ? mended(cells) : nil), complaints)
    }

    /// To be asked when the other cells have been read.
    private func mended(_ cells: [String]) -> MendedLine {
        func usable(_ places: [Int]) -> [String] {
            places.filter { !ImportCell.text(raw($0, cells)).isBlank }.map { columns.columns[$0].heading }
                .filter { heading in !complaints.contains { $0.heading == heading } }
        }
        return MendedLine(
            reasons: ImportCell.text(raw(0, cells)), headings: [.status: usable(statuses), .nextCallDate: usable(days + times)])
    }

    // MARK: Cells

    private func raw(_ place: Int?, _ cells: [String]) -> String {
        guard let place, place < cells.count else { return "" }
        return cells[place]
    }

    /// The text of a cell; empty where nothing can be seen, and for one that a spreadsheet program destroyed, which is said.
    private mutating func text(_ place: Int, _ cells: [String]) -> String {
        let text = ImportCell.text(raw(place, cells)).withoutOuterBlanks
        guard ImportCell.isDestroyed(text) else { return text.isBlank ? "" : text }
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

    /// The cells of some columns that are not empty.
    private mutating func filled(_ places: [Int], _ cells: [String]) -> [(place: Int, text: String)] {
        places.map { (place: $0, text: text($0, cells)) }.filter { !$0.text.isEmpty }
    }

    private mutating func note(_ place: Int, _ text: String, _ notes: inout [String]) {
        notes.append("\(columns.columns[place].heading): \(text)")
    }

    /// The name, whole or joined of its parts. What other columns say besides goes to the remark under their headings.
    private mutating func name(_ cells: [String], _ notes: inout [String]) -> String {
        let wholes = filled(names, cells)
        let parts = parts.map { filled($0, cells) }
        let name = wholes.first?.text ?? parts.compactMap(\.first?.text).joined(separator: " ")
        if name.isEmpty { return "" }
        if mayRepeatNames {
            let words = RecordReading.words(name)
            for other in wholes + parts.joined() where other.text != name && !words.isSuperset(of: RecordReading.words(other.text)) {
                note(other.place, other.text, &notes)
            }
        }
        return stored(.customerName, name, wholes.first?.place ?? parts.lazy.compactMap(\.first?.place).first)
    }

    /// The words of a name in any order and case; a name without letters is one word.
    private static func words(_ name: String) -> Set<Substring> {
        let words = SearchText.fold(name).split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? [name[...]] : Set(words)
    }

    /// The columns of telephone numbers in the order in which they count in this record: its labels may say which is the mobile one.
    private func inOrder(_ places: [Int], _ cells: [String]) -> [Int] {
        guard hasLabels else { return places }
        let ranks = places.enumerated().map { offset, place in
            let column = columns.columns[place]
            // A person's word comes first, whatever the label.
            let label = column.rank < 0 ? nil : column.label.flatMap { HeadingTable.rank(ofLabel: raw($0, cells)) }
            return (rank: label ?? column.rank, offset: offset, place: place)
        }
        return ranks.sorted { ($0.rank, $0.offset) < ($1.rank, $1.offset) }.map(\.place)
    }

    /// The first of several that there is; the others go to the remark under their headings.
    private mutating func several(_ places: [Int], _ cells: [String], _ field: CustomerField, _ notes: inout [String]) -> String {
        var found = ""
        for place in places {
            let all = field == .phoneNumber ? phone(place, cells) : text(place, cells)
            for part in field == .companyName ? [all] : ImportCell.parts(of: all) where !part.isEmpty && part != found {
                if found.isEmpty { found = stored(field, part, place) } else { note(place, part, &notes) }
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
        var found: Status.ID?
        for (place, text) in filled(statuses, cells) {
            if statusesRead[text] == nil {
                if statusesRead.count >= RecordReading.remembered { statusesRead.removeAll() }
                statusesRead[text] = .some(ImportCell.status(text, in: rules.statuses))
            }
            let status = statusesRead[text] ?? nil
            if let status, found == nil || found == status {
                found = status
                continue
            }
            if status == nil, ImportCell.isNothing(text) { continue }
            // Meta's own words for how far a lead is stay among its answers.
            if columns.isMeta { continue }
            note(place, text, &notes)
            if status != nil { continue }
            let known = rules.statuses.statuses.map(\.id).joined(separator: ", ")
            complain(place, "\"\(text.bounded(toBytes: 100))\" is not a status, so it went to the remark. The statuses are: \(known).")
        }
        customer.status = found ?? firstStatus
    }

    private mutating func nextCall(_ cells: [String], _ customer: inout Customer, _ notes: inout [String]) {
        func said(_ places: [Int]) -> [(place: Int, text: String)] { filled(places, cells).filter { !ImportCell.isNothing($0.text) } }
        let (days, times) = (said(days), said(times))
        for other in times.dropFirst() where other.text != times[0].text { note(other.place, other.text, &notes) }
        for day in days {
            let time = customer.nextCall == nil ? times.first?.text ?? "" : ""
            let call = call(day.text, time)
            if customer.nextCall == nil, let call {
                customer.nextCall = call
            } else if call == nil || !isSaid(call, by: customer.nextCall) {
                missed(day.place, time.isEmpty ? day.text : "\(day.text) \(time)", isDate: call != nil, &notes)
            }
        }
        if days.isEmpty, let time = times.first { missed(time.place, time.text, isDate: false, &notes) }
    }

    private func isSaid(_ call: NextCall?, by taken: NextCall?) -> Bool {
        call?.day == taken?.day && (call?.time == nil || call?.time == taken?.time)
    }

    private mutating func call(_ day: String, _ time: String) -> NextCall? {
        let key = "\(day)\n\(time)"
        if let read = callsRead[key] { return read }
        if callsRead.count >= RecordReading.remembered { callsRead.removeAll() }
        let call = dates.call(day, time: time)
        callsRead[key] = .some(call)
        return call
    }

    /// Puts into the remark what did not become the next call, and says so of what is no date.
    private mutating func missed(_ place: Int, _ text: String, isDate: Bool, _ notes: inout [String]) {
        note(place, text, &notes)
        if isDate { return }
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
