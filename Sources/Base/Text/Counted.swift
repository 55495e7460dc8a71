/// Counts in sentences.
public enum Counted {
    /// `1 page`, `2 pages`.
    ///
    /// - Parameter noun: what is counted, in the singular; its plural has an s.
    /// - Parameter digits: the number where it is not written as `1204`.
    public static func text(_ number: Int, _ noun: String, digits: String? = nil) -> String {
        "\(digits ?? String(number)) \(number == 1 ? noun : noun + "s")"
    }
}
