/// The background that a text stands on.
public enum Surface: UInt8, Sendable, CaseIterable {
    /// The terminal's own background.
    case plain
    /// The row under the cursor.
    case selected
    /// The chosen row of a list to which the keys do not go now.
    case inactive
    /// Filled with the accent colour: the chosen button, a badge.
    case accent
    /// An input field or a quiet button.
    case field
    /// The line that asks for something.
    case prompt
    /// Black and white whatever the theme is, each with a text of the other: for what a camera reads.
    case black
    case white
}
