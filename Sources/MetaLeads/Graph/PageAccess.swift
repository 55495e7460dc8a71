/// What opens a page at Meta. Never printed: every description hides both secrets.
public struct PageAccess: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public let accessToken: String
    public let appSecret: String?

    /// Spaces and line ends around a pasted secret are dropped; an empty app secret counts as none.
    public init(accessToken: String, appSecret: String? = nil) {
        self.accessToken = String(accessToken.trimming(while: \.isWhitespace))
        self.appSecret = appSecret.map { String($0.trimming(while: \.isWhitespace)) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    public var description: String { "PageAccess(app secret: \(appSecret == nil ? "none" : "set"))" }
    public var debugDescription: String { description }
    /// `dump` and string interpolation of a containing value go through the mirror.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension StringProtocol {
    func trimming(while drops: (Character) -> Bool) -> SubSequence {
        var rest = drop(while: drops)
        while let last = rest.last, drops(last) { rest.removeLast() }
        return rest
    }
}
