/// How much a text is a telephone number, as somebody says who knows the numbers of the countries.
public enum PhoneLikeness: Int, Sendable, Comparable {
    /// No number, or none of the country that it would have to be of.
    case none
    /// It is written as one, and nobody knows of what country it would be.
    case written
    /// The country has numbers as long as this.
    case possible
    /// The country gives out numbers such as this.
    case valid

    public static func < (one: PhoneLikeness, other: PhoneLikeness) -> Bool { one.rawValue < other.rawValue }
}

/// Says how much a text is a telephone number.
public typealias PhoneJudge = @Sendable (String) -> PhoneLikeness
