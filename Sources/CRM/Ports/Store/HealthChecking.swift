/// Says whether data can be written now, without writing any.
public protocol HealthChecking: Sendable {
    /// Why nothing can be written now, as a sentence with what to do; nil when it can. Blocks while another program writes.
    func writeFault() -> String?
}
