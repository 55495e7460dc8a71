import CRMStore

struct SQLiteDialect: Dialect {
    func indexed(by index: String) -> String { " INDEXED BY \(index)" }
    var notIndexed: String { " NOT INDEXED" }
    func list(_ argument: String) -> String { "(SELECT value FROM json_each(\(argument)))" }
    /// As JSON.
    func argument(_ ids: some Collection<Int64>) -> any SQLConvertible { "[\(ids.map(String.init).joined(separator: ","))]" }
    func commaSeparated(_ query: String) -> String { "(SELECT group_concat(id) FROM (\(query)))" }
    /// One transaction writes at a time.
    var skippingLocked: String { "" }
    func contains(_ whole: String, _ part: String) -> String { "instr(\(whole), \(part)) > 0" }
    /// The columns are in the collation NOCASE.
    func folded(_ column: String) -> String { column }
    func text(in column: String, at path: [String]) -> String { "json_extract(\(column), '$.\(path.joined(separator: "."))')" }
    func greatest(_ one: String, _ other: String) -> String { "max(\(one), \(other))" }
    func sealed(_ column: String) -> String { "meta_page.\(column)" }
    func worksFor(_ user: String) -> String { "1 = 1" }
    func isOwn(_ author: String, _ user: String) -> String { "1 = 1" }
    /// A file has no roles.
    func isOthersLead(_ lead: String) -> String { "1 = 0" }
    func lastNumber(of table: String) -> String { "SELECT seq FROM sqlite_sequence WHERE name = '\(table)'" }
}
