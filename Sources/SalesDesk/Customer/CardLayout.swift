import CRM
import TerminalKit

/// Where the parts of the customer card stand: one below the other, or fields and answers on the left and the timeline beside them.
struct CardLayout {
    /// From here on there is room for the timeline beside the rest.
    static let wide = 110
    /// Cells of the fields and answers beside the timeline, and where there is more room.
    private static let leftWidths = (wide: 52, roomy: 72)
    private static let roomy = 150
    /// The number of lines of the timeline seen before anybody scrolls, however much the person wrote; on a low screen a third of them all.
    private static let leastTimeline = 4

    let body: Rect
    let phoneY: Int
    /// Where phone and e-mail end.
    let contactEnd: Int
    /// Where country and local time stand, unless the number is longer.
    let asideX: Int
    let callX, callY, callEnd: Int
    /// The form's answers, the remark and, where there is one column, the timeline.
    private let story: Rect
    /// The timeline beside them; nil where it stands below.
    private let side: Rect?

    private let card: CardState

    /// - Parameter body: where the card stands.
    init(_ card: CardState, in body: Rect) {
        self.card = card
        self.body = body
        let isWide = body.width >= CardLayout.wide
        let isLow = body.height < 14
        let gap = isLow ? 0 : 1
        phoneY = body.y + 1 + gap
        let hasEnquiry = card.customer?.enquiry != nil
        // Beside phone and e-mail there is room for the next call from here on.
        let isBeside = !isWide && body.width >= 72
        let leftWidth = body.width >= CardLayout.roomy ? CardLayout.leftWidths.roomy : CardLayout.leftWidths.wide
        let left = body.x + (isWide ? leftWidth : body.width - 1)
        contactEnd = isBeside ? body.maxX - 31 : left
        asideX = min(body.x + 23, contactEnd)
        callX = isBeside ? body.maxX - 28 : body.x + 3
        callY = isBeside ? phoneY : phoneY + 2
        callEnd = isBeside ? body.maxX - 1 : left
        let below = isBeside ? phoneY + 2 : callY + (hasEnquiry ? 2 : 1)
        let top = min(below + gap, body.maxY)
        story = Rect(x: body.x + 1, y: top, width: isWide ? leftWidth : body.width - 1, height: body.maxY - top)
        let sideX = body.x + leftWidth + 3
        side = isWide ? Rect(x: sideX, y: body.y + 1 + gap, width: body.maxX - sideX, height: max(0, body.height - 1 - gap)) : nil
    }

    /// The line between the two columns.
    var ruleX: Int? { side.map { $0.x - 2 } }

    /// Lines with the place they stand in.
    struct Pane {
        let rect: Rect
        let lines: [CardStory.Line]
        let top: Int
        /// How far it can be scrolled.
        var overflow: Int { max(0, lines.count - rect.height) }
        var visible: ArraySlice<CardStory.Line> { lines.dropFirst(top).prefix(rect.height) }
        var hasMore: Bool { top + rect.height < lines.count && rect.height > 0 }
    }

    func panes(_ state: DeskState) -> [Pane] {
        guard let content = card.content else { return [] }
        let story = CardStory(content, state)
        // A person who edits the remark sees it.
        let top = !card.isPreview && state.prompt?.purpose == .cell(card.id, .remark) ? 0 : card.top
        func pane(_ lines: [CardStory.Line], in rect: Rect) -> Pane {
            Pane(rect: rect, lines: lines, top: min(top, max(0, lines.count - rect.height)))
        }
        let asked = story.asked(width: self.story.width)
        let rest = story.rest(width: self.story.width)
        if let side {
            return [pane(asked + rest, in: self.story), pane(story.timeline(width: side.width, isBeside: true), in: side)]
        }
        // Beside a list there is little room: the title has a line of its own.
        let timeline = story.timeline(width: self.story.width, isBeside: card.isPreview)
        let below = rest + [.blank] + timeline
        let least = min(timeline.count, CardLayout.leastTimeline, self.story.height / 3)
        let room = self.story.height - rest.count - 1 - least
        guard top == 0, asked.count > max(room, 1) else { return [pane(asked + below, in: self.story)] }
        let shown = max(1, room - 1)
        return [pane(asked.prefix(shown) + [story.more(asked.count - shown, key: scrollKey(state))] + below, in: self.story)]
    }

    /// How far the longest part can be scrolled.
    func overflow(_ state: DeskState) -> Int {
        var scrolled = card
        // Scrolled, nothing is left out.
        scrolled.top = max(1, card.top)
        return CardLayout(scrolled, in: body).panes(state).map(\.overflow).max() ?? 0
    }

    /// The key that leads to what has no room; beside a list that is the one which opens the card.
    func scrollKey(_ state: DeskState) -> String { state.keys.of(card.isPreview ? "customer.open" : "card.scrollDown") }
}
