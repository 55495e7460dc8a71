/// What a text typed for a next call means so far.
public enum CallDateParse: Hashable, Sendable {
    /// Nothing but spaces.
    case empty
    /// `-`: there is to be no next call.
    case cleared
    /// A date, and whether it lies before now: allowed, but to be marked.
    case resolved(NextCall, isPast: Bool)
    /// Not a date yet, but typing on could make it one: `t`, `2027-0`, `31/`.
    case incomplete
    /// Typing on cannot mend it; a sentence that says what is wrong, with an example of what is right.
    case wrong(String)
}
