/// How a cell looks, in terms of meaning.
public struct Style: Hashable, Sendable, CustomStringConvertible {
    public var role: Role
    public var surface: Surface
    public var bold: Bool
    public var underline: Bool
    public var reverse: Bool

    public init(
        _ role: Role = .text, on surface: Surface = .plain, bold: Bool = false, underline: Bool = false,
        reverse: Bool = false
    ) {
        self.role = role
        self.surface = surface
        self.bold = bold
        self.underline = underline
        self.reverse = reverse
    }

    public static let plain = Style()
    public static let text = Style()
    public static let bold = Style(bold: true)
    public static let dim = Style(.dim)
    public static let accent = Style(.accent)
    public static let good = Style(.good)
    public static let warning = Style(.warning)
    public static let fault = Style(.fault)
    public static let cyan = Style(.cyan)
    public static let violet = Style(.violet)
    public static let line = Style(.line)
    /// A badge or the chosen button.
    public static let badge = Style(.onAccent, on: .accent, bold: true)
    public static let field = Style(on: .field)
    /// The first words of a line that asks for something. Where that has no ground of its own they are a badge, which tells where it begins.
    public static let promptLabel = Style(.onAccent, on: .prompt, bold: true)

    public func on(_ surface: Surface) -> Style {
        var copy = self
        copy.surface = surface
        return copy
    }

    public func bolded() -> Style {
        var copy = self
        copy.bold = true
        return copy
    }

    public func underlined() -> Style {
        var copy = self
        copy.underline = true
        return copy
    }

    public func reversed() -> Style {
        var copy = self
        copy.reverse.toggle()
        return copy
    }

    public func with(_ role: Role) -> Style {
        var copy = self
        copy.role = role
        return copy
    }

    /// Such as "accent on selected bold", for legends of golden screens.
    public var description: String {
        var words = ["\(role)"]
        if surface != .plain { words.append("on \(surface)") }
        if bold { words.append("bold") }
        if underline { words.append("underline") }
        if reverse { words.append("reverse") }
        return words.joined(separator: " ")
    }
}
