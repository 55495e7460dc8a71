/// Which of a user's steps an undo or a redo is about.
public enum StepKind: Hashable, Sendable {
    /// Customers, spreadsheets and forms: what a salesperson does all day.
    case work
    /// A page's settings. To take one back may cut off Meta, so it is undone where it was made, and never by the way.
    case pages
}
