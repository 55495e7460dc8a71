import Testing

@testable import TerminalKit

@Suite("Colours")
struct ColourTests {
    @Test(
        "a name, a number or red, green and blue is a colour, and nothing else",
        arguments: [
            ("red", Colour.number(1)), ("bright_white", .number(15)), ("0", .number(0)), ("255", .number(255)),
            ("#5F87ff", .rgb(0x5F, 0x87, 0xFF)), ("256", nil), ("-1", nil), ("redd", nil), ("#5f87f", nil), ("#5f87fg", nil),
            ("5f87ff", nil),
            ("#+f87ff", nil), ("", nil),
        ])
    func read(_ text: String, colour: Colour?) {
        #expect(Colour(text) == colour)
    }

    @Test("a terminal shows the nearest that it has")
    func nearest() {
        let blue = Colour.rgb(0x5F, 0x87, 0xFF)
        #expect(blue.index(in: .full) == 69 && blue.index(in: .sixteen) == 12 && blue.index(in: .eight) < 8)
        #expect(Colour.rgb(0, 0, 0).index(in: .full) == 16 && Colour.rgb(0x80, 0x80, 0x80).index(in: .full) == 244)
        #expect(Colour.number(3).index(in: .full) == 3 && Colour.number(3).index(in: .eight) == 3)
        #expect(Colour.number(196).index(in: .sixteen) == 9 && Colour.number(9).index(in: .eight) == 1)
        for number in UInt8.min...UInt8.max {
            #expect(Colour.number(number).index(in: .sixteen) < 16 && Colour.number(number).index(in: .eight) < 8)
        }
    }

    @Test("a chosen colour takes the place of its role's on every surface, and leaves the others", arguments: [8, 16, 256])
    func roles(colours: Int) {
        for background in [Background.dark, .light, .unknown] {
            let plain = Palette(background: background, colours: colours)
            let own = Palette(background: background, colours: colours, chosen: [.good: .number(5)])
            #expect(own.look(.good).foreground == 5)
            let selected = own.look(Style.good.on(.selected))
            // A surface in reverse stays one band.
            #expect(selected.foreground == 5 || selected == plain.look(Style.good.on(.selected)) && selected.reverse)
            for role in Role.allCases where role != .good {
                for surface in [Surface.plain, .selected, .field, .prompt, .accent] {
                    #expect(own.look(Style(role, on: surface)) == plain.look(Style(role, on: surface)))
                }
            }
        }
    }

    @Test("a chosen accent is behind badges too, with a text that can be read on it unless that is chosen as well")
    func badge() {
        func badge(_ chosen: [Role: Colour]) -> Palette.Look { Palette(background: .dark, colours: 256, chosen: chosen).look(.badge) }
        #expect(badge([.accent: .rgb(0xFF, 0xFF, 0x87)]).background == 228 && badge([.accent: .rgb(0xFF, 0xFF, 0x87)]).foreground == 0)
        #expect(badge([.accent: .rgb(0, 0, 0x5F)]).background == 17 && badge([.accent: .rgb(0, 0, 0x5F)]).foreground == 15)
        #expect(badge([.accent: .number(17), .onAccent: .number(11)]).foreground == 11)
        #expect(badge([.onAccent: .number(11)]).background == badge([:]).background)
    }

    @Test("without colours the meaning is carried as before")
    func mono() {
        let chosen = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, Colour.number(9)) })
        for role in Role.allCases {
            let style = Style(role)
            #expect(
                Palette(background: .dark, colours: 0, chosen: chosen).look(style) == Palette(background: .dark, colours: 0).look(style))
        }
    }
}
