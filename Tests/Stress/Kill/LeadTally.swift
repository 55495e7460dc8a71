/// The sender's list held against what the program has.
struct LeadTally: Sendable {
    /// A customer as `export` tells it, and the user in whose export it stood.
    struct Row: Sendable {
        let lead: String?
        let user: String
    }

    /// The user of every lead that was in a rightly signed body, by the lead's id.
    let sent: [String: String]
    let acknowledged: Set<String>

    /// A sentence for each kind of difference; empty when every acknowledged lead is there once, at its user's, and nothing else is.
    func differences(_ rows: [Row]) -> [String] {
        var count: [String: Int] = [:]
        var strangers: [String] = []
        var misplaced: [String] = []
        for row in rows {
            guard let lead = row.lead, let user = sent[lead] else {
                strangers.append(row.lead ?? "a customer without a lead")
                continue
            }
            count[lead, default: 0] += 1
            if user != row.user { misplaced.append(lead) }
        }
        let missing = acknowledged.filter { count[$0] == nil }
        let doubled = count.filter { $0.value > 1 }.keys
        return [
            Self.sentence("acknowledged leads are not there", Array(missing)),
            Self.sentence("leads are there more than once", Array(doubled)),
            Self.sentence("customers were never sent", strangers), Self.sentence("leads are at another user", misplaced),
        ].compactMap(\.self)
    }

    private static func sentence(_ what: String, _ leads: [String]) -> String? {
        leads.isEmpty ? nil : "\(leads.count) \(what), such as \(leads.sorted().prefix(3).joined(separator: ", "))."
    }
}
