import Foundation

/// The result of making the rows of one person into one.
///
/// Blanks are filled, and texts that stand are kept, but for the phone: the newest form's is the likeliest to be answered, and the others
/// stay beside it in the remark. Work that goes on wins over work that has ended or rests: a person who asks again after that is a fresh
/// lead, so the newer row is the one that stays, with its place among the newest, its next call and its clock. A sale stays one, and is to
/// be called all the same.
public struct RowMerge: Hashable, Sendable {
    /// The row that the others become parts of.
    public let whole: Customer
    /// The others in the order of their arrival.
    public let others: [Customer]
    /// The edits of the whole row.
    public private(set) var edits: [FieldEdit] = []
    /// When a person first dealt with one of the rows, where nobody had with this one; nil changes nothing.
    public private(set) var touchedAt: Date?
    /// The contact with the person in all rows, where that is more than was done in this one; nil changes nothing.
    public private(set) var contact: ContactState?
    /// Where another row says something else: what is kept, and what it said.
    public private(set) var left: [FieldEdit] = []
    /// Work that had ended or rested goes on.
    public let reopens: Bool

    /// - Parameters:
    ///   - rows: one at least, in the order of their arrival.
    ///   - country: where numbers without a country code belong.
    ///   - mayReopen: false for an enquiry that is older than the end of the first row's work.
    public init(_ rows: [Customer], statuses: StatusCatalogue, country: Country?, mayReopen: Bool = true) {
        let first = rows[0]
        let isResting = { (row: Customer) in ![.open, .working].contains(statuses.type(of: row.status)) }
        let fresh = isResting(first) && mayReopen ? rows.last { !isResting($0) } : nil
        whole = fresh ?? first
        reopens = fresh != nil
        let id = whole.id
        others = rows.filter { $0.id != id }
        let status = mayReopen ? statuses.furthest(of: rows.map(\.status)) ?? first.status : first.status
        set(.status, status)

        for field in [CustomerField.customerName, .companyName] { set(field, RowMerge.kept(field, rows)) }
        let phones = RowMerge.phones(rows, country)
        if let phone = phones.first { set(.phoneNumber, phone) }
        set(.email, RowMerge.kept(.email, rows))
        set(.remark, remark(rows, phones.dropFirst(), isSale: reopens && statuses.type(of: status) == .won))
        if !reopens, whole.nextCall == nil, !statuses.type(of: status).isEnded { set(.nextCallDate, RowMerge.kept(.nextCallDate, rows)) }

        for field in CustomerField.allCases where field != .status { leave(field, rows, country) }
        let reached = RowMerge.contact(whole.contact, others.map(\.contact), phone: phones.first ?? whole.phoneNumber)
        if reached != whole.contact { contact = reached }
        if whole.firstTouchedAt == nil, !reopens { touchedAt = others.compactMap(\.firstTouchedAt).min() }
    }

    private mutating func set(_ field: CustomerField, _ text: String) {
        if text != whole[field: field] { edits.append(FieldEdit(field, from: whole[field: field], to: text)) }
    }

    /// The text of the first row. Where several could fill a blank, the newest does: a person's last words are the likeliest to be right.
    private static func kept(_ field: CustomerField, _ rows: [Customer]) -> String {
        let said = rows.map { $0[field: field] }
        let isKnown = { (text: String) in !Placeholder.isBlank(text, in: field) }
        return isKnown(said[0]) ? said[0] : said.last(where: isKnown) ?? said[0]
    }

    /// The different numbers, the one to dial first: the newest that came with a form, or else the first row's.
    private static func phones(_ rows: [Customer], _ country: Country?) -> [String] {
        let isKnown = { (row: Customer) in !Placeholder.isBlank(row.phoneNumber, in: .phoneNumber) }
        let known = rows.filter(isKnown)
        let asked = known.last { $0.lead != nil && !isStandIn($0.phoneNumber, country) }
        var phones: [String] = []
        for text in ([asked].compactMap { $0 } + known).map(\.phoneNumber) where !phones.contains(where: { isSame($0, text, country) }) {
            // The same number as the first row has it.
            phones.append(known.first { isSame($0.phoneNumber, text, country) }?.phoneNumber ?? text)
        }
        return phones
    }

    private static func isStandIn(_ phone: String, _ country: Country?) -> Bool {
        PhoneNumber.e164(of: phone, country: country).map(StandIn.isStandIn(e164:)) ?? false
    }

    private static func isSame(_ one: String, _ other: String, _ country: Country?) -> Bool {
        guard one != other else { return true }
        return PhoneNumber.e164(of: one, country: country).map { $0 == PhoneNumber.e164(of: other, country: country) } ?? false
    }

    /// Attempts add up, the last contact counts, and nobody's wish not to be called is lost.
    private static func contact(_ own: ContactState, _ others: [ContactState], phone: String) -> ContactState {
        let all = [own] + others
        var state = own
        state.attempts = all.reduce(0) { $0 + $1.attempts }
        state.lastContactAt = all.compactMap(\.lastContactAt).max()
        // A message is a contact without an outcome, and then an earlier call's stands.
        let called = all.filter { $0.lastOutcome != nil }
        state.lastOutcome = called.max { ($0.lastContactAt ?? .distantPast) < ($1.lastContactAt ?? .distantPast) }?.lastOutcome
        state.doNotCall = all.compactMap(\.doNotCall).min { $0.at < $1.at }
        state.wrongNumber = all.compactMap(\.wrongNumber).first { $0 == phone } ?? own.wrongNumber
        state.lostReason = own.lostReason ?? others.compactMap(\.lostReason).last
        return state
    }

    /// The remark that a person wrote, or the lead's own; and the facts that a caller has to know besides.
    private func remark(_ rows: [Customer], _ phones: ArraySlice<String>, isSale: Bool) -> String {
        var remark = RowMerge.kept(.remark, rows)
        if LeadDefaults.isRemark(remark), LeadDefaults.isRemark(whole.remark) { remark = whole.remark }
        var parts = remark.isEmpty ? [] : [remark]
        if isSale, !remark.contains(RowMerge.askedAgain) { parts.append(RowMerge.askedAgain) }
        parts += phones.filter { !remark.contains($0) }.map(SecondPhone.text)
        return parts.joined(separator: SecondPhone.separator)
    }

    private static let askedAgain = "asked again"

    private mutating func leave(_ field: CustomerField, _ rows: [Customer], _ country: Country?) {
        let kept = edits.first { $0.field == field }?.to ?? whole[field: field]
        for text in rows.reversed().map({ $0[field: field] }) where text != kept && !Placeholder.isBlank(text, in: field) {
            if left.contains(where: { $0.field == field && $0.to == text }) { continue }
            if field == .remark, LeadDefaults.isRemark(text) || kept.hasPrefix(text) { continue }
            if field == .phoneNumber, RowMerge.isSame(text, kept, country) { continue }
            left.append(FieldEdit(field, from: kept, to: text))
        }
    }
}
