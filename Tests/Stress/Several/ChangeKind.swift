/// A kind of change whose way to the other screens is timed.
enum ChangeKind: String, CaseIterable {
    case rename = "new name"
    case status
    case nextCall = "next call"
    case undo, arrival, call
    case marked = "marked rows"
}
