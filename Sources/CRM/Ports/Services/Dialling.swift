/// Begins a call with a program of this machine.
public protocol Dialling: Sendable {
    /// Answers within seconds, and never throws. Nil when the call was begun, otherwise why not, as a clause without a full stop.
    func dial(_ request: DialRequest) async -> String?
}
