/// Names, phone numbers and companies of one part of the world, in its own script.
struct DemoRegion {
    /// `written|latin`, or one form where both are the same but for accents; the Latin form is for e-mail addresses.
    var given: [String]
    var family: [String]
    var familyFirst = false
    /// International format; each # is a digit.
    var phones: [String]
    var companies: [String]
    /// How often it is chosen, beside the others.
    var weight = 2
}
