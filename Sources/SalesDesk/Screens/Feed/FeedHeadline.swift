import CRM
import Foundation
import TerminalKit

/// The lines above the feed: the listener, each page, and the arrivals of the day.
struct FeedHeadline {
    struct Item: Hashable {
        var mark: Character
        var markStyle: Style
        var text: String
        var style: Style

        var width: Int { 2 + TextWidth.of(text) }
    }

    static let gap = 4
    static let sparkWidth = 12

    /// The items line by line.
    let lines: [[Item]]
    let today: String
    let sparkWidth: Int

    /// - Parameter most: lines that the screen can spare, at least 1.
    init(_ state: DeskState, width: Int, most: Int) {
        today = state.feed.summary.map { "\(Numbers.grouped($0.today)) today" } ?? ""
        let wide = today.isEmpty || width < 72 ? 0 : FeedHeadline.sparkWidth
        sparkWidth = wide
        let rightWidth = today.isEmpty ? 0 : TextWidth.of(today) + (wide > 0 ? wide + 1 : 0) + 2
        let first = max(1, width - rightWidth)
        let listener = FeedHeadline.listener(state)
        if listener.style == .fault {
            // Why nothing is heard is said in full: it is the fault that loses leads.
            let broken = Wrapped.lines(listener.text, width: max(1, first - 2))
            var lines = broken.prefix(max(1, most)).enumerated().map { index, text in
                [Item(mark: index == 0 ? listener.mark : " ", markStyle: listener.markStyle, text: text, style: listener.style)]
            }
            if lines.count < most {
                lines += FeedHeadline.flow(FeedHeadline.pages(state, folded: false), first: width, rest: width, most: most - lines.count)
            }
            self.lines = lines
            return
        }
        // The counts give way first, then the names of the pages that are well.
        let full = [true, false].map { [listener] + FeedHeadline.pages(state, folded: false, counted: $0) }
        let fitting = full.first { $0.reduce(-FeedHeadline.gap) { $0 + $1.width + FeedHeadline.gap } <= first }
        let items = fitting ?? [listener] + FeedHeadline.pages(state, folded: true)
        lines = FeedHeadline.flow(items, first: first, rest: width, most: most)
    }

    private static func flow(_ items: [Item], first: Int, rest: Int, most: Int) -> [[Item]] {
        var lines: [[Item]] = []
        var line: [Item] = []
        var used = 0
        for item in items {
            let room = lines.isEmpty ? first : rest
            let needed = (used == 0 ? 0 : gap) + item.width
            if used > 0, used + needed > room, lines.count + 1 < most {
                lines.append(line)
                (line, used) = ([item], item.width)
            } else {
                line.append(item)
                used += needed
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    private static func listener(_ state: DeskState) -> Item {
        switch state.listener {
        case .starting: Item(mark: "○", markStyle: .warning, text: "the listener is starting", style: .dim)
        case .listening(let address): Item(mark: "●", markStyle: .good, text: "listening \(address)", style: .plain)
        case .elsewhere(let address, let process):
            Item(mark: "●", markStyle: .good, text: "listening \(address), in process \(process)", style: .plain)
        case .notHere: Item(mark: "●", markStyle: .good, text: "leads come in on another machine", style: .plain)
        case .certificateFault(let address, let process, let reason):
            Item(
                mark: "○", markStyle: .fault, text: "listening \(address)\(process.map { ", in process \($0)" } ?? ""): \(reason)",
                style: .fault)
        case .down(let address, let reason):
            Item(mark: "○", markStyle: .fault, text: "not listening \(address): \(reason)", style: .fault)
        }
    }

    /// One item a page; folded, the pages that are well are one item together.
    private static func pages(_ state: DeskState, folded: Bool, counted: Bool = false) -> [Item] {
        guard !state.pages.isEmpty else {
            return [Item(mark: "○", markStyle: .warning, text: "no Meta page yet: \(state.keys.of(.meta)) connects one", style: .warning)]
        }
        let items = state.pages.map { ($0, item($0, counted: counted, at: state.now)) }
        guard folded else { return items.map(\.1) }
        let ill = items.filter { $0.1.style != .plain }.map(\.1)
        let well = items.count - ill.count
        if well == 0 { return ill }
        return ill + [Item(mark: "●", markStyle: .good, text: "\(Numbers.count(well, "page")) OK", style: .plain)]
    }

    private static func item(_ page: MetaPage, counted: Bool, at now: Date) -> Item {
        let waiting = page.waiting > 0 ? "\(Numbers.grouped(page.waiting)) waiting" : nil
        if case .blocked(let reason, _, let code) = page.state {
            let why = [FeedPresentation.brief(code, reason), waiting].compactMap { $0 }.joined(separator: ", ")
            return Item(mark: "○", markStyle: .fault, text: "\(page.title): \(why)", style: .fault)
        }
        if !page.hasAccessToken {
            let why = ["no access token", waiting].compactMap { $0 }.joined(separator: ", ")
            return Item(mark: "○", markStyle: .fault, text: "\(page.title): \(why)", style: .fault)
        }
        if let problem = page.problems(at: now).first {
            let why = [FeedPresentation.brief(problem), waiting].compactMap { $0 }.joined(separator: ", ")
            let style: Style = problem.isFault ? .fault : .warning
            return Item(mark: problem.isFault ? "○" : "●", markStyle: style, text: "\(page.title): \(why)", style: style)
        }
        if let waiting { return Item(mark: "●", markStyle: .warning, text: "\(page.title): \(waiting)", style: .warning) }
        if page.leads.missing > 0 {
            let missing = "\(Numbers.grouped(page.leads.missing)) of Meta's leads missing"
            return Item(mark: "●", markStyle: .warning, text: "\(page.title): \(missing)", style: .warning)
        }
        let counts =
            !counted ? "" : page.leads.meta.map { "  Meta \(Numbers.grouped($0)) / here \(Numbers.grouped(page.leads.here))" } ?? ""
        return Item(mark: "●", markStyle: .good, text: page.title + counts, style: .plain)
    }
}
