/// A change that is to come, the text that it has some screens draw, and its number in the log of commits.
struct Watch {
    let kind: ChangeKind
    let number: Int
    let text: String
    /// The writers at whose screens it is looked for.
    let screens: [Int]
}
