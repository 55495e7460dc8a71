extension Collection<Int64> {
    /// The ids as SQLite's `json_each` takes them, so that a statement has one argument however many there are.
    var jsonList: String { "[\(map(String.init).joined(separator: ","))]" }
}
