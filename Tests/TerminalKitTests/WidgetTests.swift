import Base
import CRM
import Testing

@testable import TerminalKit

@Suite("Columns")
struct ColumnLayoutTests {
    static let columns: [ColumnLayout.Column] = [
        .init(id: "age", least: 4, best: 5, priority: 1),
        .init(id: "name", least: 10, best: 20, priority: 2),
        .init(id: "phone", least: 12, best: 17, priority: 0),
        .init(id: "status", least: 6, best: 11, priority: 3),
        .init(id: "company", least: 8, best: 16, priority: 5, flexible: true),
    ]

    @Test(
        "columns give way in their order, the most important never",
        arguments: [
            (100, ["age", "name", "phone", "status", "company"]), (48, ["age", "name", "phone", "status", "company"]),
            (47, ["age", "name", "phone", "status"]), (38, ["age", "name", "phone", "status"]), (37, ["age", "name", "phone"]),
            (29, ["age", "phone"]), (17, ["phone"]), (5, ["phone"]),
        ])
    func givingWay(_ width: Int, _ ids: [String]) {
        #expect(ColumnLayout(Self.columns, width: width).placements.map(\.id) == ids)
    }

    @Test("columns never overlap nor leave the table", arguments: 1...130)
    func fits(_ width: Int) {
        let layout = ColumnLayout(Self.columns, width: width)
        var end = -2
        for place in layout.placements {
            #expect(place.x == end + 2)
            #expect(place.width > 0)
            end = place.maxX
        }
        #expect(end <= width)
        #expect(!layout.placements.isEmpty)
    }

    @Test("the important ones reach their best width first, the flexible one takes the rest")
    func growth() {
        let tight = ColumnLayout(Self.columns, width: 54)
        #expect(tight["phone"]?.width == 17)
        #expect(tight["age"]?.width == 5)
        #expect(tight["name"]?.width == 10)
        let wide = ColumnLayout(Self.columns, width: 100)
        #expect(wide["name"]?.width == 20)
        #expect(wide.placements.last?.maxX == 100)
    }

    @Test("no columns or no room is no trap")
    func nothing() {
        #expect(ColumnLayout([], width: 10).placements.isEmpty)
        #expect(ColumnLayout(Self.columns, width: 0).placements.isEmpty)
        #expect(ColumnLayout(Self.columns, width: -5).placements.isEmpty)
    }
}

@Suite("Lists")
struct ListWindowTests {
    @Test("the chosen row is in view after any movement")
    func alwaysInView() {
        var generator = SeededGenerator(seed: 3)
        var window = ListWindow(count: 100, height: 10)
        for _ in 0..<5000 {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: window.move(by: Int.random(in: -3...3, using: &generator))
            case 1: window.pageUp()
            case 2: window.pageDown()
            case 3: window.scroll(by: Int.random(in: -20...20, using: &generator))
            case 4: window.update(count: Int.random(in: 0...200, using: &generator), height: Int.random(in: 0...30, using: &generator))
            case 5: window.select(Int.random(in: -5...250, using: &generator))
            case 6: window.follow(Int.random(in: 0...250, using: &generator))
            default: window.end()
            }
            if window.count > 0, window.height > 0 { #expect(window.visible.contains(window.selected)) }
            #expect(window.top >= 0 && window.selected >= 0)
            #expect(window.isEmpty || window.selected < window.count)
            #expect(window.visible.count == min(window.height, window.count), "no empty lines while rows are hidden")
        }
    }

    @Test("a page leaves one row to find one's place")
    func pages() {
        var window = ListWindow(count: 100, height: 10)
        window.pageDown()
        #expect(window.selected == 9 && window.top == 9)
        window.pageUp()
        #expect(window.selected == 0 && window.top == 0)
        window.end()
        #expect(window.selected == 99 && window.top == 90)
        window.home()
        #expect(window.selected == 0 && window.top == 0)
    }

    @Test("rows that arrive above move neither the cursor nor the view")
    func arrivals() {
        var window = ListWindow(count: 100, height: 10, selected: 24, top: 20)
        window.update(count: 103, height: 10)
        window.follow(27)
        #expect(window.selected == 27 && window.line(ofRow: 27) == 4)
    }

    @Test("scrolling takes the chosen row along only at the edge")
    func scrolling() {
        var window = ListWindow(count: 100, height: 10, selected: 5)
        window.scroll(by: 3)
        #expect(window.top == 3 && window.selected == 5)
        window.scroll(by: 3)
        #expect(window.top == 6 && window.selected == 6)
        window.scroll(by: 500)
        #expect(window.top == 90 && !window.hasMoreBelow && window.hasMoreAbove)
    }

    @Test("a click finds its row, or none below the end")
    func hit() {
        let window = ListWindow(count: 12, height: 10, selected: 11)
        #expect(window.row(atLine: 0) == 2)
        #expect(window.row(atLine: 9) == 11)
        #expect(window.row(atLine: 10) == nil)
        #expect(ListWindow(count: 3, height: 10).row(atLine: 3) == nil)
    }
}

@Suite("Sparklines")
struct SparklineTests {
    @Test(
        "the highest value fills its cell, zero stands on the ground",
        arguments: [
            ([0, 7], "▁█"), ([0, 0], "▁▁"), ([], ""), ([1, 100], "▂█"), ([1, 2, 3, 4, 5, 6, 7, 8], "▂▃▄▅▅▆▇█"), ([-5, 1], "▁█"),
        ])
    func bars(_ values: [Int], _ shown: String) {
        #expect(Sparkline.text(values) == shown)
    }

    @Test("the newest values are the ones that are shown, at the right")
    func newest() {
        var grid = Grid(columns: 6, rows: 1)
        Sparkline.draw([9, 9, 0, 7], into: &grid, x: 0, y: 0, width: 2)
        Sparkline.draw([7], into: &grid, x: 3, y: 0, width: 3)
        #expect(grid.text() == "▁█   █")
    }
}
