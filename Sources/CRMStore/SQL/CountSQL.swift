/// Numbers that statements add up.
enum CountSQL {
    /// A number of a row, or the bound up to which such numbers are read: a sum beyond all numbers ends the statement.
    static func bounded(_ number: String) -> String {
        "CASE WHEN \(number) > \(StoredBounds.counts.upperBound) THEN \(StoredBounds.counts.upperBound) ELSE \(number) END"
    }

    /// The sum of the column `n` of a table of counts.
    static let sum = "sum(\(bounded("n")))"
}
