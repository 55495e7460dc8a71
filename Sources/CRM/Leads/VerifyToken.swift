/// The word that Meta and the listener agree on, made for a person to read off and type.
public enum VerifyToken {
    /// Without 0 and o, 1, i and l, which are mistaken for each other.
    private static let letters = Array("23456789abcdefghjkmnpqrstuvwxyz")

    /// Four groups of four such as `7f3c-qm2a-99xd-k4tp`, about 79 bits from the system's cryptographic generator.
    public static func make() -> Secret {
        var generator = SystemRandomNumberGenerator()
        let groups = (0..<4).map { _ in String((0..<4).map { _ in letters[Int.random(in: letters.indices, using: &generator)] }) }
        return Secret(groups.joined(separator: "-"))
    }
}
