import CRM
import TerminalKit

/// The card of the row with the cursor, beside a list of customers that leaves room for it. The facts of the row are there at once; what happened is read
/// behind the cursor, so that no key waits for it.
struct PreviewState: Sendable {
    /// From so many columns on the window has room for it.
    static let leastColumns = 150
    private static let widths = 40...76
    /// Kept where the user does not want it.
    private static let preference = "sheets.preview"

    /// Nil until there was a row to show.
    var card: CardState?
    /// Something happened since it was read.
    var isStale = false

    /// Its cells beside a list that has `room` cells with it and keeps `least` of them; nil where it is not shown.
    static func width(_ state: DeskState, beside room: Int, keeping least: Int) -> Int? {
        let width = min(widths.upperBound, room - 1 - least)
        return isOn(state) && state.size.columns >= leastColumns && width >= widths.lowerBound ? width : nil
    }

    static func isOn(_ state: DeskState) -> Bool { state.preferences[preference] != "off" }

    static func switched(_ state: inout DeskState) -> [DeskEffect] { state.prefer(preference, isOn(state) ? "off" : nil) }
}

extension Desk {
    /// Shows the card beside the list, or no longer.
    static func togglePreview(_ state: inout DeskState) -> [DeskEffect] {
        let effects = PreviewState.switched(&state)
        let isOn = PreviewState.isOn(state)
        if state.size.columns < PreviewState.leastColumns {
            let words = isOn ? "stands beside the list" : "does not stand beside the list"
            state.say("The card \(words) in a window of \(PreviewState.leastColumns) columns or more.", .info)
        }
        return effects + ensureRows(&state)
    }

    /// Has the card beside the list show the row with the cursor as it is now.
    static func settlePreview(after action: DeskAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .news, .applied, .undone, .redone, .turning, .refused: state.preview.isStale = true
        default: break
        }
        guard state.card == nil, let row = state.shown.preview(state)?.customer else { return [] }
        let isAnother = state.preview.card?.id != row.id
        if isAnother {
            state.preview.card = CardState(
                id: row.id, content: CardContent(customer: row, lead: nil, timeline: []), isPreview: true)
        }
        // The row is drawn as a person has just changed it, or another program.
        if let shown = state.preview.card?.customer, shown != row {
            if shown.version < row.version { state.preview.isStale = true }
            state.preview.card?.content?.customer = row
        }
        guard isAnother || state.preview.isStale else { return [] }
        state.preview.isStale = false
        return [.customer(.loadPreview(row.id, isFollowing: isAnother))]
    }

    static func previewLoaded(_ content: CardContent, _ state: inout DeskState) -> [DeskEffect] {
        guard state.preview.card?.id == content.customer.id else { return [] }
        state.preview.card?.content = content
        showPending(&state)
        return []
    }
}

enum PreviewView {
    /// Draws the card and the line before it.
    static func draw(in place: Rect, _ state: DeskState, into scene: inout Scene) {
        scene.grid.verticalLine(x: place.x - 1, y: place.y, height: place.height)
        if place.y > 1 { scene.grid.put("┬", x: place.x - 1, y: place.y - 1, style: .line) }
        if let card = state.preview.card { CardView.draw(card, state, in: place, into: &scene) }
    }
}
