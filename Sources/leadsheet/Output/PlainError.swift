/// A failure as one sentence for people: what is wrong and what to do. It ends the program with status 1.
struct PlainError: Error, Equatable, CustomStringConvertible {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    var description: String { message }
}
