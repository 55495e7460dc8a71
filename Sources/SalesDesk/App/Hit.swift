import CRM
import TerminalKit

/// A place on the screen that the mouse can press.
struct Hit: Hashable, Sendable {
    enum Target: Hashable, Sendable {
        case screen(ScreenID)
        case command(String)
        /// The line that tells what waits for the person.
        case need
        /// A line of what happened while the person was away.
        case history(Int)
        case option(Character)
        /// A field of a prompt that has several.
        case promptField(Int)
        /// A line of those that a prompt offers.
        case promptRow(Int)
        case paletteRow(Int)
        case cardField(CustomerField)
        case forms(FormsHit)
        case who(Int)
        case columns(Int)
        case messages(MessagesHit)
        case imports(ImportsHit)
        case qr(QRPane.Kind)
        case sheets(SheetsHit)
        case calls(CallsHit)
        case feed(FeedHit)
        case insights(InsightsHit)
        case meta(MetaHit)
    }

    var rect: Rect
    var target: Target
}

/// The result of a drawing: the cells, and the places among them that can be clicked.
public struct Scene: Sendable {
    public var grid: Grid
    var hits: [Hit] = []

    init(_ size: Size) {
        grid = Grid(size)
    }

    mutating func hit(_ rect: Rect, _ target: Hit.Target) {
        hits.append(Hit(rect: rect, target: target))
    }
}
