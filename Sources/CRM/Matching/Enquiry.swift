/// Which of a person's enquiries a row of a spreadsheet stands for. A person is whoever has the same phone number or the same e-mail
/// address, within one user; every row of theirs is an enquiry, and so is every row that was merged into one.
public struct Enquiry: Hashable, Sendable {
    /// The row's place among the person's enquiries in the order of their arrival, from 1.
    public var number: Int
    /// The number of enquiries that the person has made; no more than ``most`` are counted.
    public var count: Int
    /// The number of them that this row holds: 1, and one for each row that was merged into it.
    public var held: Int
    /// The wish not to be called that the person told of another row, once this one was there. Who asks anew later may be called about that.
    public var wish: DoNotCall?

    /// Further than this nobody counts: who asks so often is no person, but a number that everybody types.
    public static let most = 50

    public init(number: Int, count: Int, held: Int = 1, wish: DoNotCall? = nil) {
        self.wish = wish
        self.number = number
        self.count = count
        self.held = held
    }

    /// True when the person has other rows besides this one.
    public var hasOthers: Bool { count > held }

    /// The words of a row about it: `2nd enquiry`, of the first row `has 2nd enquiry`, and `2 enquiries` where one row holds them all.
    public var words: String { forms[0] }

    /// The same from the longest to the shortest, for where there is little room: `has 2nd enquiry`, `has 2nd`, `1st`.
    public var forms: [String] {
        if count >= Enquiry.most { return ["\(Enquiry.most)+ enquiries", "\(Enquiry.most)+"] }
        if !hasOthers { return ["\(count) enquiries", "\(count)×"] }
        let own = Enquiry.ordinal(number)
        if number > 1 { return ["\(own) enquiry", own] }
        let last = Enquiry.ordinal(count)
        return ["has \(last) enquiry", "has \(last)", own]
    }

    /// `1st`, `2nd`, `3rd`, `4th`, `11th`, `22nd`.
    public static func ordinal(_ number: Int) -> String {
        let end =
            switch (number % 10, number % 100) {
            case (_, 11...13): "th"
            case (1, _): "st"
            case (2, _): "nd"
            case (3, _): "rd"
            default: "th"
            }
        return "\(number)\(end)"
    }
}
