/// A colour as a person names it: one of the 16 of ANSI, one of the terminal's 256 by its number, or red, green and blue.
public enum Colour: Hashable, Sendable {
    case number(UInt8)
    case rgb(UInt8, UInt8, UInt8)

    /// The names of the first 16 numbers.
    private static let names: [String] = {
        let plain = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
        return plain + plain.map { "bright_\($0)" }
    }()

    /// Reads `bright_blue`, `75` or `#5f87ff`; nil when it is none of these.
    public init?(_ text: String) {
        if let number = Self.names.firstIndex(of: text.lowercased()) ?? Int(text), let number = UInt8(exactly: number) {
            self = .number(number)
        } else if text.utf8.count == 7, text.first == "#", text.dropFirst().allSatisfy(\.isHexDigit),
            let value = UInt32(text.dropFirst(), radix: 16)
        {
            self = .rgb(UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
        } else {
            return nil
        }
    }

    /// The number of the nearest colour that a terminal of this depth has. With more than 16 colours the first 16, whose shades are the
    /// terminal's own, are never taken for red, green and blue.
    func index(in depth: Palette.Depth) -> Int {
        switch (self, depth) {
        case (.number(let number), .full): Int(number)
        case (.number(let number), _) where number < depth.rawValue: Int(number)
        case (_, .full): nearest(in: 16..<256)
        default: nearest(in: 0..<depth.rawValue)
        }
    }

    private func nearest(in numbers: Range<Int>) -> Int {
        let own = shade
        return numbers.min { Self.distance(own, Self.shade(of: $0)) < Self.distance(own, Self.shade(of: $1)) } ?? 0
    }

    // MARK: Red, green and blue

    private typealias Shade = (red: Int, green: Int, blue: Int)

    private var shade: Shade {
        switch self {
        case .number(let number): Self.shade(of: Int(number))
        case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
        }
    }

    /// Whether black can be read on it better than white: its brightness to the eye (ITU-R BT.601) is more than half.
    var isBright: Bool { shade.red * 299 + shade.green * 587 + shade.blue * 114 > 127_500 }

    private static func distance(_ one: Shade, _ other: Shade) -> Int {
        let (red, green, blue) = (one.red - other.red, one.green - other.green, one.blue - other.blue)
        return red * red + green * green + blue * blue
    }

    /// The first 16 as xterm shows them.
    private static let ansi: [Shade] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ]

    /// Behind the first 16 a cube of 6 levels each, then 24 greys.
    private static func shade(of number: Int) -> Shade {
        if number < 16 { return ansi[number] }
        if number >= 232 {
            let grey = 8 + 10 * (number - 232)
            return (grey, grey, grey)
        }
        func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
        let place = number - 16
        return (level(place / 36), level(place / 6 % 6), level(place % 6))
    }
}
