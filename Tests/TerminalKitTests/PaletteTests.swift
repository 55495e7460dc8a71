import Testing

@testable import TerminalKit

/// Relative luminance as WCAG 2 defines it.
private func luminance(_ red: Int, _ green: Int, _ blue: Int) -> Double {
    func linear(_ value: Int) -> Double {
        let v = Double(value) / 255
        return v <= 0.03928 ? v / 12.92 : power((v + 0.055) / 1.055)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// x to the power 2.4: x² times the fifth root of x², by Newton's method.
private func power(_ x: Double) -> Double {
    let square = x * x
    var root = 1.0
    for _ in 0..<60 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
}

/// A colour of xterm's palette, 16...255.
private func luminance(index: Int) -> Double {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232)
        return luminance(grey, grey, grey)
    }
    let levels = [0, 95, 135, 175, 215, 255]
    let cube = index - 16
    return luminance(levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
}

private func contrast(_ a: Double, _ b: Double) -> Double { (max(a, b) + 0.05) / (min(a, b) + 0.05) }

@Suite("Colours")
struct PaletteTests {
    /// Thin lines need not be read.
    static let readRoles = Role.allCases.filter { $0 != .line }

    /// Papers with the ink that a terminal has on them.
    static let dark = (paper: luminance(0x1E, 0x1E, 0x1E), ink: luminance(0xD0, 0xD0, 0xD0))
    static let light = (paper: luminance(0xFA, 0xFA, 0xFA), ink: luminance(0x22, 0x22, 0x22))
    static let black = (paper: luminance(0, 0, 0), ink: luminance(0xFF, 0xFF, 0xFF))
    static let white = (paper: luminance(0xFF, 0xFF, 0xFF), ink: luminance(0, 0, 0))

    private static func contrast(of look: Palette.Look, on terminal: (paper: Double, ink: Double)) -> Double {
        let fore = look.foreground < 0 ? terminal.ink : luminance(index: look.foreground)
        let back = look.background < 0 ? terminal.paper : luminance(index: look.background)
        return TerminalKitTests.contrast(fore, back)
    }

    @Test("every text reads at 4.5 to 1 or better on its background, and without a known one on white and on black", arguments: readRoles)
    func contrastOfRoles(_ role: Role) {
        for surface in Surface.allCases {
            for (background, terminal) in [
                (Background.dark, Self.dark), (.light, Self.light), (.unknown, Self.black), (.unknown, Self.white),
            ] {
                let look = Palette(background: background, colours: 256).look(Style(role, on: surface))
                #expect(Self.contrast(of: look, on: terminal) >= 4.5, "\(role) on \(surface), \(background)")
            }
        }
    }

    @Test("the lines between panes are seen on any background")
    func lines() {
        let look = Palette(background: .unknown, colours: 256).look(.line)
        for terminal in [Self.black, Self.white] { #expect(Self.contrast(of: look, on: terminal) >= 3) }
    }

    @Test("the selected row, fields and badges read on a background that was guessed wrong", arguments: Background.allCases, readRoles)
    func wrongGuess(_ guess: Background, _ role: Role) {
        for surface in Surface.allCases where surface != .plain {
            let full = Palette(background: guess, colours: 256).look(Style(role, on: surface))
            for terminal in [Self.black, Self.white] { #expect(Self.contrast(of: full, on: terminal) >= 4.5, "\(role) on \(surface)") }
            // With few colours: both said, both the terminal's own, or both of them turned round.
            for colours in [8, 16] {
                let look = Palette(background: guess, colours: colours).look(Style(role, on: surface))
                #expect((look.foreground < 0) == (look.background < 0), "\(role) on \(surface), \(colours) colours")
            }
        }
    }

    @Test("with few colours and no known background, what is read has the terminal's own colours or both in reverse", arguments: [8, 16])
    func fewColours(_ colours: Int) {
        let palette = Palette(background: .unknown, colours: colours)
        #expect(palette.look(Style(on: .selected)).reverse)
        #expect(palette.look(.badge).reverse)
        for role in Self.readRoles where role != .fault { #expect(palette.look(Style(role)).foreground == -1, "\(role)") }
        #expect(palette.look(.fault) != palette.look(.warning) && palette.look(.warning) != palette.look(.plain))
    }

    @Test(
        "the roles have their colours",
        arguments: [
            (Role.accent, 75, 25), (.dim, 245, 242), (.good, 114, 28), (.warning, 179, 130), (.fault, 203, 124),
            (.violet, 176, 90), (.line, 239, 250), (.text, -1, -1),
        ])
    func colours(_ role: Role, _ dark: Int, _ light: Int) {
        #expect(Palette(background: .dark, colours: 256).look(Style(role)).foreground == dark)
        #expect(Palette(background: .light, colours: 256).look(Style(role)).foreground == light)
    }

    @Test("the selected row has its background")
    func selected() {
        #expect(Palette(background: .dark, colours: 256).look(Style(on: .selected)).background == 237)
        #expect(Palette(background: .light, colours: 256).look(Style(on: .selected)).background == 254)
    }

    @Test("no palette asks for a colour that the terminal has not", arguments: [0, 8, 16, 88, 256], Background.allCases)
    func range(_ colours: Int, _ background: Background) {
        let palette = Palette(background: background, colours: colours)
        for role in Role.allCases {
            for surface in Surface.allCases {
                let look = palette.look(Style(role, on: surface))
                #expect(look.foreground < max(colours, 0) && look.background < max(colours, 0))
                // A text in the colour of what it stands on cannot be seen.
                #expect(look.foreground == -1 || look.foreground != look.background)
            }
        }
    }

    @Test("without colour what matters still stands out")
    func mono() {
        let palette = Palette(background: .dark, colours: 0)
        let plain = palette.look(.plain)
        #expect(palette.look(Style(on: .selected)).reverse)
        #expect(palette.look(.badge).reverse && palette.look(.badge).bold)
        #expect(palette.look(.field).underline)
        let inactive = palette.look(Style(on: .inactive))
        #expect(inactive != plain && !inactive.reverse)
        #expect(palette.look(.fault) != plain && palette.look(.fault) != palette.look(.warning))
        #expect(palette.look(.accent) != plain)
    }

    @Test("bold, underline and reverse of a style hold at every depth", arguments: [0, 8, 16, 256])
    func attributes(_ colours: Int) {
        let palette = Palette(background: .dark, colours: colours)
        let look = palette.look(Style(bold: true, underline: true, reverse: true))
        #expect(look.bold && look.underline && look.reverse)
        #expect(!palette.look(.plain).bold)
    }

    @Test(
        "COLORFGBG tells the background",
        arguments: [
            ("15;0", Background.dark), ("0;15", .light), ("15;default;0", .dark), ("0;7", .light), ("12;8", .dark),
        ])
    func colorFgBg(_ value: String, _ background: Background) {
        #expect(Background(colorFgBg: value) == background)
    }

    @Test("a COLORFGBG that says nothing is no answer", arguments: [nil, "", "default;default", "0;99", ";"])
    func noColorFgBg(_ value: String?) {
        #expect(Background(colorFgBg: value) == nil)
    }

    @Test("without a ground of its own a line that asks begins with a badge", arguments: [0, 8, 16])
    func promptLabel(colours: Int) {
        for background in [Background.dark, .light, .unknown] {
            let look = Palette(background: background, colours: colours).look(.promptLabel)
            #expect(look.reverse && look.bold)
            let key = Palette(background: background, colours: colours).look(Style.accent.on(.prompt).bolded())
            #expect(!key.reverse)
            let full = Palette(background: background, colours: 256)
            #expect(full.look(.promptLabel) == full.look(Style.accent.on(.prompt).bolded()))
        }
    }
}
