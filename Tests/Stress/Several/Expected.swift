import CRM

/// What a customer must be like at the end, as its writers remember it.
struct Expected {
    private(set) var customer: Customer
    /// What must stand in its timeline, whoever wrote it: its arrival, and what was done since.
    private(set) var history: [String]

    var id: Customer.ID { customer.id }
    var name: String { customer.customerName }

    init(_ customer: Customer, history: [String]) {
        self.customer = customer
        self.history = history
    }

    /// A writer changed a column.
    mutating func edit(_ field: CustomerField, to text: String) {
        history.append("\(field.title) \(Self.value(customer[field: field])) → \(Self.value(text))")
        customer.set(field, text)
    }

    /// A writer logged a call, by the title of its outcome.
    mutating func call(_ title: String, status: String, nextCall: String) {
        let edits = [(CustomerField.status, status), (.nextCallDate, nextCall)].filter { customer[field: $0.0] != $0.1 }
        let changes = edits.map { "\($0.0.title) \(Self.value(customer[field: $0.0])) → \(Self.value($0.1))" }
        history.append(([title] + changes).joined(separator: ", "))
        for (field, text) in edits { customer.set(field, text) }
        customer.contact.attempts += 1
    }

    /// The content of a column as the timeline tells it.
    private static func value(_ text: String) -> String { text.isEmpty ? "none" : text }

    /// A writer did what leaves these lines and changes no column.
    mutating func note(_ lines: String...) { history += lines }

    /// A sentence for each difference: a column that is another, a line that is missing, a line that nobody wrote.
    func differences(from found: Customer?, timeline: [String]) -> [String] {
        guard let found else { return ["\(name) is not there"] }
        var differences = CustomerField.allCases.filter { found[field: $0] != customer[field: $0] }.map {
            "the \($0.title) of \(name) is \"\(found[field: $0])\", and was to be \"\(customer[field: $0])\""
        }
        if found.contact.attempts != customer.contact.attempts {
            differences.append("\(name) was called \(customer.contact.attempts) times, and the row says \(found.contact.attempts)")
        }
        var rest = timeline
        for line in history {
            if let place = rest.firstIndex(of: line) {
                rest.remove(at: place)
            } else {
                differences.append("the timeline of \(name) has no \"\(line)\"")
            }
        }
        return differences + rest.map { "the timeline of \(name) has a line that nobody wrote: \"\($0)\"" }
    }
}
