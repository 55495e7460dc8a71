/// A delivery that is ready to be posted, as often as it takes.
struct Delivery: Sendable {
    let body: SignedBody
    let leadgenIDs: [String]

    /// For the log, which holds nothing of a lead, not even its id: `a lead`, `3 leads` or `a test of the dashboard`.
    var summary: String {
        switch leadgenIDs.count {
        case 0: "a test of the dashboard"
        case 1: "a lead"
        default: "\(leadgenIDs.count) leads"
        }
    }
}
