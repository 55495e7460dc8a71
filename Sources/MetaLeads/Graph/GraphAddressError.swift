/// Why a Graph URL or version cannot be used.
public struct GraphAddressError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
}
