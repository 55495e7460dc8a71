/// By what a telephone number is found and known again.
public struct PhoneKey: Hashable, Sendable {
    /// `+` and digits (ITU-T E.164), without the extension.
    public let e164: String
    /// The digits that are dialled at home: `07911123456`. Empty where they are a part of ``e164``.
    public let home: String

    public init(e164: String, home: String = "") {
        self.e164 = e164
        self.home = home
    }
}
