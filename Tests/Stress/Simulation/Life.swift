/// One run of the program, from its start to its end.
///
/// `@unchecked Sendable` is safe: a history lives on one thread.
final class Life: @unchecked Sendable {
    let number: Int
    /// Whatever still runs after the end must have no effect: the store answers nothing any more, and nobody hears.
    var isOver = false

    init(number: Int) {
        self.number = number
    }

    /// What a store throws at those who are dead.
    struct Over: Error {}
}
