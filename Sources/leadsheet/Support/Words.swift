/// Counts in sentences.
enum Words {
    /// `1 page`, `2 pages`.
    static func count(_ number: Int, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }
}
