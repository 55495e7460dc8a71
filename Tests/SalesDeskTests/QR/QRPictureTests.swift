import CRM
import Foundation
import TerminalKit
import TestSupport
import Testing

@testable import SalesDesk

/// The code as a camera sees it: the cells of the whole screen become a picture, and zbarimg reads it.
@Suite("QR codes are read off the screen")
struct QRPictureTests {
    /// A terminal: what its background is, how many colours it has, and what the person has chosen.
    struct Theme: Sendable, CustomTestStringConvertible {
        var background: Background
        var colours: Int
        var chosen: [Role: Colour] = [:]
        var testDescription: String { "\(background), \(colours) colours, \(chosen.count) chosen" }

        var palette: Palette { Palette(background: background, colours: colours, chosen: chosen) }
        /// Grey of the terminal's own ground and text.
        var own: (ground: UInt8, text: UInt8) { background == .light ? (0xFA, 0x22) : (0x1E, 0xD0) }
    }

    static let themes: [Theme] =
        Background.allCases.flatMap { background in [0, 8, 16, 256].map { Theme(background: background, colours: $0) } } + [
            Theme(background: .dark, colours: 256, chosen: [.text: .number(1), .accent: .number(200), .dim: .number(16)]),
            Theme(background: .light, colours: 256, chosen: [.text: .number(15), .accent: .number(231), .dim: .number(255)]),
        ]

    private static let windows = [(60, 24), (80, 24), (110, 30), (160, 45), (200, 50)]

    /// A picture in the format PGM, 8 by 16 dots a cell, in which letters are not drawn.
    private static func picture(_ grid: Grid, _ theme: Theme) -> Data {
        let (width, height) = (8, 16)
        let palette = theme.palette
        var dots = [UInt8](repeating: 0, count: grid.width * width * grid.height * height)
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                let cell = grid[x, y]
                let look = palette.look(cell.style)
                var ground = look.background < 0 ? theme.own.ground : grey(look.background)
                var text = look.foreground < 0 ? theme.own.text : grey(look.foreground)
                if look.reverse { swap(&ground, &text) }
                for line in 0..<height {
                    let start = ((y * height + line) * grid.width + x) * width
                    let shade = cell.text == "▀" && line < height / 2 ? text : ground
                    for dot in start..<start + width { dots[dot] = shade }
                }
            }
        }
        return Data("P5\n\(grid.width * width) \(grid.height * height)\n255\n".utf8) + Data(dots)
    }

    /// How bright a colour of xterm is.
    private static func grey(_ index: Int) -> UInt8 {
        switch index {
        case 0, 16: return 0
        case 7: return 229
        case 15, 231: return 255
        case 232...255: return UInt8(8 + 10 * (index - 232))
        default: return 128
        }
    }

    /// What zbarimg reads in these pictures, one after the other.
    private static func read(_ pictures: [Data]) async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "qr-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [String] = []
        for (index, picture) in pictures.enumerated() {
            let file = folder.appending(path: "\(index).pgm")
            try picture.write(to: file)
            files.append(file.path)
        }
        let command = ["/usr/bin/env", "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"] + files
        // Other tests go on meanwhile.
        let read = try await withCheckedThrowingContinuation { (done: CheckedContinuation<String, any Error>) in
            DispatchQueue.global().async { done.resume(with: Result { try StartedProgram.run(command, isQuiet: true) }) }
        }
        return read.split(separator: "\n").map(String.init)
    }

    private static let text = "Ciao María, a presto"

    @Test("in every theme and width the mobile reads the call, the chat, and the chat with a text", arguments: themes)
    func read(theme: Theme) async throws {
        var pictures: [Data] = []
        var expected: [String] = []
        for (columns, rows) in Self.windows {
            var desk = SheetsFixture(columns: columns, rows: rows)
            desk.press("c", "Q")
            pictures.append(Self.picture(desk.scene.grid, theme))
            desk.press("2")
            pictures.append(Self.picture(desk.scene.grid, theme))
            desk.press("Escape", "Escape", "w")
            _ = Desk.reduce(&desk.state, .messages(.loaded(20, lead: nil, [MessageTemplate(id: 1, name: "ciao", text: Self.text)])))
            desk.press("Q")
            pictures.append(Self.picture(desk.scene.grid, theme))
            let encoded = "Ciao%20Mar%C3%ADa%2C%20a%20presto"
            expected += [
                "tel:+393471234567", "https://wa.me/393471234567", "https://wa.me/393471234567" + (columns < 80 ? "" : "?text=\(encoded)"),
            ]
        }
        #expect(try await Self.read(pictures) == expected)
    }

    @Test("no glyph is dark or light by itself: where both halves agree a cell is a ground")
    func grounds() throws {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("c", "Q")
        let grid = desk.scene.grid
        let cells = (0..<24).flatMap { y in (0..<80).map { grid[$0, y] } }.filter {
            $0.style.surface == .black || $0.style.surface == .white
        }
        #expect(cells.count == 13 * 25)
        #expect(Set(cells.map(\.text)) == [" ", "▀"])
    }
}
