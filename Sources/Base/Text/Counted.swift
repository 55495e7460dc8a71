/// Counts in sentences.
public enum Counted {
    /// `1 page`, `2 pages`.
    ///
    /// - Parameter noun: what is counted, in the singular; its plural has an s.
    public static func text(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
}
