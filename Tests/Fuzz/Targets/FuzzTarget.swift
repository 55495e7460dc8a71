/// One thing that takes bytes from outside. Each is tried by the quick tests and, at length, by `.ci/deep fuzz`.
enum FuzzTarget: String, CaseIterable, Sendable {
    case payloads, answers, keys, cells, csv, dates, json, queries

    /// Does with `bytes` what the product would, and throws when a promise is broken. Never traps: a trap is a find as well.
    func check(_ bytes: [UInt8]) throws(BrokenPromise) {
        switch self {
        case .payloads: try Payloads.check(bytes)
        case .answers: try Answers.check(bytes)
        case .keys: try Keys.check(bytes)
        case .cells: try Cells.check(bytes)
        case .csv: try CSV.check(bytes)
        case .dates: try Dates.check(bytes)
        case .json: try JSON.check(bytes)
        case .queries: try Queries.check(bytes)
        }
    }
}
