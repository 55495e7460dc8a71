/// Where the engines' SQL differs.
public protocol Dialect: Sendable {
    /// After the name of a table: it is to be read along this index.
    func indexed(by index: String) -> String
    /// After the name of a table: it is to be read along no index but that of its numbers.
    var notIndexed: String { get }
    /// The rows of a set of numbers that is one argument, to stand behind `IN` or `FROM`; its column is `value`.
    func list(_ argument: String) -> String
    /// That argument.
    func argument(_ ids: some Collection<Int64>) -> any SQLConvertible
    /// The numbers that a query gives, as one text with commas between; NULL or an empty text where there is none.
    func commaSeparated(_ query: String) -> String
    /// Behind a query for rows that are to be changed: those that another transaction is changing are left out, and the others are locked.
    var skippingLocked: String { get }
    /// Whether a text, or bytes, has another one in it, without regard to any character's meaning.
    func contains(_ whole: String, _ part: String) -> String
    /// A text without regard to the case of A to Z, to be compared with one that is in small letters. Not every column is stored so
    /// that it can: the columns of a customer that people fill are, but for the status.
    func folded(_ column: String) -> String
    /// The text at a path in a column that holds an object of JSON; NULL where there is none.
    func text(in column: String, at path: [String]) -> String
    /// The larger of two numbers.
    func greatest(_ one: String, _ other: String) -> String
    /// The sealed form of a page's secret in that column of `meta_page`; for a role that may not have it, no bytes at all. NULL where there
    /// is none.
    func sealed(_ column: String) -> String
    /// Whether the connection's role may work for that user; `user` is an expression.
    func worksFor(_ user: String) -> String
    /// Whether a line of the timeline that bears the name `author` is by the user of the connection's role, or by `user` where that has none, or by
    /// somebody who is no user any more.
    func isOwn(_ author: String, _ user: String) -> String
    /// Whether a lead is that of a customer whom the role that asks does not see.
    func isOthersLead(_ lead: String) -> String
    /// A query for the last number that a table has given to a row.
    func lastNumber(of table: String) -> String
}
