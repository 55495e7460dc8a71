/// A failure as one sentence for people: what is wrong and what to do. It ends the program with status 1, or 64 for wrong usage.
struct PlainError: Error, Equatable, CustomStringConvertible {
    let message: String
    /// The command line itself is at fault, which has a status of its own.
    let isUsage: Bool

    init(_ message: String, isUsage: Bool = false) {
        self.message = message
        self.isUsage = isUsage
    }

    var description: String { message }
}
