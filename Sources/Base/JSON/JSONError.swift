/// Why some bytes are not JSON, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: String, Sendable, Hashable {
        case unexpectedByte = "an unexpected character"
        case unexpectedEnd = "the text ends too early"
        case tooDeep = "too many nested levels"
        case badNumber = "a number that is not one"
        case badString = "a string that is not one"
        case tooMuch = "more of it than is read"
        case trailingBytes = "something after the end"
    }

    public let reason: Reason
    /// Bytes from the start of the text.
    public let offset: Int

    public var description: String { "This is not JSON: \(reason.rawValue), at byte \(offset)." }
}
