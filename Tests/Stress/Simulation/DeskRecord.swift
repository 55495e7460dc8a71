import CRM
import CRMStore

/// All that salespeople see of the data at one moment, to tell whether two moments are the same to them.
struct DeskRecord: Equatable {
    /// By their ids, without the count of their versions: what is taken back is another version.
    let customers: [Customer]
    let spreadsheets: [Spreadsheet]
    private let colleagues: [[Colleague]]
    private let views: [[SavedView]]
    private let templates: [[MessageTemplate]]

    init(_ store: CRMStore, _ users: [User]) throws {
        var customers: [Customer] = []
        try store.export(user: nil, spreadsheet: nil) { row in
            var customer = row.customer
            (customer.version, customer.enquiry) = (0, nil)
            customers.append(customer)
        }
        self.customers = customers.sorted { $0.id < $1.id }
        spreadsheets = try store.spreadsheets(of: nil).map(\.spreadsheet)
        colleagues = try spreadsheets.map { try store.colleagues(for: $0.id) }
        views = try users.map { try store.views(of: $0.id) }
        templates = try users.map { try store.templates(of: $0.id) }
    }

    /// The first difference, for a sentence.
    func difference(from other: DeskRecord) -> String {
        let mine = Set(customers), theirs = Set(other.customers)
        if let customer = customers.first(where: { !theirs.contains($0) }) { return "now \(customer)" }
        if let customer = other.customers.first(where: { !mine.contains($0) }) { return "before \(customer)" }
        if spreadsheets != other.spreadsheets { return "the spreadsheets are \(spreadsheets), and were \(other.spreadsheets)" }
        if colleagues != other.colleagues { return "the spreadsheets are shared \(colleagues), and were \(other.colleagues)" }
        return views != other.views ? "the views are \(views), and were \(other.views)" : "the templates"
    }
}
