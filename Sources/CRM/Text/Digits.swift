/// Numbers as digits: without Foundation's formats, which take longer than all else that an import or an export does with a day.
enum Digits {
    /// With zeros before it up to `width` digits. `number` is not negative.
    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
