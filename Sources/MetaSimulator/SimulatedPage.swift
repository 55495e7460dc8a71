/// A page of the simulator with the secrets that open it. The secrets are made up: never put Meta's here.
public struct SimulatedPage: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// Opaque text.
    public var id: String
    public var name: String
    public var accessToken: String
    /// Signs webhooks and checks proofs; empty: webhooks go unsigned.
    public var appSecret: String
    public var verifyToken: String
    /// Refuse calls without `appsecret_proof` ("Require App Secret" of the app's settings).
    public var requiresProof: Bool

    public init(
        id: String, name: String, accessToken: String, appSecret: String, verifyToken: String,
        requiresProof: Bool = false
    ) {
        self.id = id
        self.name = name
        self.accessToken = accessToken
        self.appSecret = appSecret
        self.verifyToken = verifyToken
        self.requiresProof = requiresProof
    }

    public var description: String { "SimulatedPage(\(id), \(name))" }
    public var customMirror: Mirror { Mirror(self, children: ["id": id, "name": name]) }
}
