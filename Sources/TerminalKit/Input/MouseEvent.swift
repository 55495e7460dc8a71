/// The action of the left button or the wheel, and its place (cells, from 0).
public struct MouseEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case press, release
        /// Takes the place of the second press.
        case doubleClick
        /// The pointer moved to another cell while the button was held.
        case drag
        case scrollUp, scrollDown
    }

    public var kind: Kind
    public var x: Int
    public var y: Int
    public var modifiers: Modifiers

    public init(_ kind: Kind, x: Int, y: Int, modifiers: Modifiers = []) {
        self.kind = kind
        self.x = x
        self.y = y
        self.modifiers = modifiers
    }

    public var point: Point { Point(x: x, y: y) }
}
