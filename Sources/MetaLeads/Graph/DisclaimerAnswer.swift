/// One consent box of a form's own disclaimer. It is evidence of consent and is kept with the lead.
public struct DisclaimerAnswer: Sendable, Hashable, Codable {
    public let checkboxKey: String
    public let isChecked: Bool

    public init(checkboxKey: String, isChecked: Bool) {
        self.checkboxKey = checkboxKey
        self.isChecked = isChecked
    }
}
