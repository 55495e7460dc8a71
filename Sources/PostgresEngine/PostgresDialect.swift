import CRMStore

struct PostgresDialect: Dialect {
    /// PostgreSQL chooses its indexes itself.
    func indexed(by index: String) -> String { "" }
    var notIndexed: String { "" }
    func list(_ argument: String) -> String { "(SELECT unnest(\(argument)::bigint[]) AS value)" }
    /// As PostgreSQL writes an array.
    func argument(_ ids: some Collection<Int64>) -> any SQLConvertible { "{\(ids.map(String.init).joined(separator: ","))}" }
    func commaSeparated(_ query: String) -> String { "array_to_string(ARRAY(\(query)), ',')" }
    var skippingLocked: String { " FOR UPDATE SKIP LOCKED" }
    func contains(_ whole: String, _ part: String) -> String { "position(\(part) IN \(whole)) > 0" }
    /// The columns are in the collation C, in which only A to Z have another case.
    func folded(_ column: String) -> String { "lower(\(column))" }
    func text(in column: String, at path: [String]) -> String { "(\(column)::json #>> '{\(path.joined(separator: ","))}')" }
    func greatest(_ one: String, _ other: String) -> String { "greatest(\(one), \(other))" }
    /// A function that every role may call: the columns are for few.
    func sealed(_ column: String) -> String { "sealed(meta_page.meta_page_id, '\(column)')" }
    /// The names of all are known to a salesperson, who is one of them.
    func worksFor(_ user: String) -> String { "(part() IS DISTINCT FROM 'sales' OR \(user) = me())" }
    func isOwn(_ author: String, _ user: String) -> String {
        #"NOT EXISTS (SELECT 1 FROM "user" AS other WHERE other.name = \#(author) AND other.id <> coalesce((SELECT me()), \#(user)))"#
    }
    func isOthersLead(_ lead: String) -> String { "is_others_lead(\(lead))" }
    func lastNumber(of table: String) -> String { "SELECT CASE WHEN is_called THEN last_value END FROM \(table)_id_seq" }
}
