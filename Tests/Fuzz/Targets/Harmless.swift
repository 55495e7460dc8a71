/// What must never reach a terminal, by Unicode's own classes: a second opinion beside the product's tables.
enum Harmless {
    /// Nothing in `text` is obeyed by a terminal or changes the direction of reading; the scalars in `allowed` are let through.
    static func holds(_ text: String, allowing allowed: Set<Unicode.Scalar> = []) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            if allowed.contains(scalar) { return true }
            if scalar.properties.generalCategory == .control || scalar.properties.isBidiControl { return false }
            return scalar.value != 0x2028 && scalar.value != 0x2029 && scalar.value != 0xFEFF
        }
    }
}
