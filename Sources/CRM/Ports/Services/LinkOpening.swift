/// Opens a link in the program that the desktop has for it.
public protocol LinkOpening: Sendable {
    /// Answers within seconds, and never throws. Nil when it was opened, otherwise why not, as a clause without a full stop.
    func open(_ link: String) async -> String?
}
