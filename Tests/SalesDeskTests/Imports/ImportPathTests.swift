import CRM
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("An import: choosing the file") struct ImportPathTests {
    @Test("it lists what the path can go on with", arguments: [(80, 24), (60, 16)])
    func golden(columns: Int, rows: Int) throws {
        var fixture = ImportFixture(columns: columns, rows: rows)
        fixture.desk.press("Down", "Down")
        try Golden.expect(fixture.desk.scene, "import-path-\(columns)x\(rows)")
    }

    @Test("it is opened from the list of spreadsheets, the grid and the palette")
    func opens() {
        var desk = SheetsFixture()
        #expect(desk.press("I") == [.imports(.list("~/"))])
        desk.press("Esc")
        #expect(desk.state.overlay == nil)
        desk.press("Tab")
        #expect(desk.press("I") == [.imports(.list("~/"))])
        desk.press("Esc", ":")
        desk.type("import")
        #expect(desk.screen.contains("Import customers from a CSV file"))
        #expect(desk.press("Enter").contains(.imports(.list("~/"))))
    }

    @Test("each letter asks for what the path goes on with, and a late answer for another path is not taken")
    func typing() {
        var fixture = ImportFixture()
        #expect(fixture.desk.type("f") == [.imports(.list("~/f"))])
        fixture.answer(.listed("~/", ImportFixture.listing))
        fixture.desk.press("Down")
        #expect(fixture.desk.press("Enter") == [.imports(.look("~/f"))], "no line can be chosen before its list is there")
    }

    @Test("Tab completes, also when the list comes after it, and a folder is gone into")
    func completes() {
        var fixture = ImportFixture()
        fixture.desk.type("fa")
        #expect(fixture.desk.press("Tab") == [])
        let fairs = PathListing(folder: "~/", entries: Array(ImportFixture.listing.entries.prefix(2)), completed: "~/fair")
        #expect(fixture.answer(.listed("~/fa", fairs)) == [.imports(.list("~/fair"))])
        fixture.answer(.listed("~/fair", PathListing(folder: "~/", entries: fairs.entries, completed: "~/fair")))
        #expect(fixture.desk.press("Tab") == [], "where nothing is to be completed, it goes to the first line")
        #expect(fixture.desk.press("Enter") == [.imports(.list("~/fair.csv")), .imports(.look("~/fair.csv"))])
        var late = ImportFixture()
        late.desk.type("fb")
        late.answer(.listed("~/fb", PathListing(folder: "~/", entries: [], completed: "~/fb")))
        #expect(late.desk.press("Tab") == [.imports(.list("~/fb"))], "the file may have been saved there since")
        var only = ImportFixture()
        only.desk.type("fairs")
        let last = PathListing(folder: "~/", entries: [ImportFixture.listing.entries[1]], completed: "~/fairs 2025.csv")
        only.answer(.listed("~/fairs", last))
        #expect(only.desk.press("Enter").last == .imports(.look("~/fairs 2025.csv")), "the only one is meant")
        var other = ImportFixture()
        #expect(other.desk.press("Up", "Enter") == [.imports(.list("~/Fairs/"))])
    }

    @Test("a path that is dropped on the terminal takes the place of what stands there, without its quotes")
    func pasted() {
        var fixture = ImportFixture()
        let effects = Desk.reduce(&fixture.desk.state, .input(.paste("'/home/ana/my list.csv' ")))
        #expect(effects == [.imports(.list("/home/ana/my list.csv"))])
        #expect(fixture.desk.press("Enter") == [.imports(.look("/home/ana/my list.csv"))])
        #expect(Desk.reduce(&fixture.desk.state, .typed("x")) == [.imports(.list("/home/ana/my list.csvx"))])
    }

    @Test("a file that cannot be imported says why, until another path is typed")
    func refused() {
        var fixture = ImportFixture()
        fixture.desk.type("x")
        fixture.desk.press("Enter")
        fixture.answer(.refused("~/x", "This is an old workbook of Excel. Save it as CSV."))
        #expect(fixture.desk.screen.contains("This is an old workbook of Excel."))
        fixture.desk.type("y")
        #expect(!fixture.desk.screen.contains("old workbook"))
        fixture.answer(.looked("~/x", ImportFixture.file))
        #expect(!fixture.desk.screen.contains("FIRST VALUE"), "nobody waits for it any more")
    }

    @Test("the folder of the file is where the next import begins")
    func folder() {
        var fixture = ImportFixture.columns()
        #expect(fixture.desk.state.preferences["import.folder"] == "/home/ana/Downloads/")
        fixture.desk.press("Esc", "Esc")
        #expect(fixture.desk.press("I") == [.imports(.list("/home/ana/Downloads/"))])
    }

    @Test("the mouse chooses a line and opens it")
    func mouse() {
        var fixture = ImportFixture()
        fixture.desk.state.hits = fixture.desk.scene.hits
        let y = fixture.desk.line(of: "fairs 2025.csv") ?? 0
        let effects = [MouseEvent.Kind.press, .doubleClick].flatMap { kind in
            Desk.reduce(&fixture.desk.state, .input(.mouse(MouseEvent(kind, x: 5, y: y))))
        }
        #expect(effects.contains(.imports(.look("~/fairs 2025.csv"))))
    }

    @Test("keys that come at once over a slow line go on with the path that is typed")
    func burst() {
        var fixture = ImportFixture()
        fixture.desk.type("Fa")
        #expect(Desk.reduce(&fixture.desk.state, .typed("/irs/f")) == [.imports(.list("~/Fa/irs/f"))])
    }
}
