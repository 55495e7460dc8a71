import Synchronization

/// Counts what an import would do; nothing is written. Portions must come one after the other.
final class ImportTrial: Sendable {
    private let store: any CustomerImporting
    private let spreadsheet: String
    private let user: User?
    private let existing: ImportExisting
    /// The names of the new customers of the file itself, by the hash of their number or address.
    private let names = Mutex<[Int: String]>([:])

    /// Behind so many, a customer who stands in the file twice is counted as two: memory is bounded, and the file is not.
    private static let remembered = 400_000

    init(into spreadsheet: String, by user: User?, existing: ImportExisting, store: any CustomerImporting) {
        self.spreadsheet = spreadsheet
        self.user = user
        self.existing = existing
        self.store = store
    }

    /// The numbers with those of another portion.
    func count(_ portion: [ImportedCustomer], after former: ImportBatch) throws -> ImportBatch {
        var trial = former
        let known = try store.known(leads: portion.compactMap { $0.lead?.leadgenID }).count
        trial.known += known
        guard existing != .add else {
            trial.count += portion.count - known
            return trial
        }
        let areThere = try user.map { try store.existing(portion, in: spreadsheet, of: $0.id) } ?? []
        var here = 0
        names.withLock { names in
            for (index, record) in portion.enumerated() where record.lead == nil {
                let isThere = index < areThere.count && areThere[index]
                if isThere || ImportTrial.isRepeated(record, &names) { here += 1 }
            }
        }
        trial.existing += here
        trial.count += portion.count - known - here
        return trial
    }

    /// Whether the file has named this customer before; remembers who it is, otherwise.
    private static func isRepeated(_ record: ImportedCustomer, _ names: inout [Int: String]) -> Bool {
        let name = record.customer.customerName
        let keys = [record.keys.e164, record.keys.email].compactMap { $0?.hashValue }
        if keys.contains(where: { key in names[key].map { NameLikeness.areAlike($0, name) } ?? false }) { return true }
        guard names.count < remembered else { return false }
        for key in keys where names[key] == nil { names[key] = name.bounded(toBytes: 60) }
        return false
    }
}
