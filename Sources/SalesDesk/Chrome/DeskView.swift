import TerminalKit

/// Draws the whole screen from the state. Pure: the same state gives the same cells.
public enum DeskView {
    /// The window's title: it tells of a new lead, or of a call that is due, while another window is in front. No text of a lead is in it.
    static func title(_ state: DeskState) -> String {
        switch state.needInLine {
        case .due: "Call due · Leadsheet"
        case .lead: "New lead · Leadsheet"
        case .fault, .away, nil: "Leadsheet"
        }
    }

    public static func draw(_ state: DeskState) -> Scene {
        var scene = Scene(state.size)
        guard state.size.columns >= FrameLayout.least.columns, state.size.rows >= FrameLayout.least.rows else {
            // As much of it as fits, over as many lines as there are.
            let needed = "\(FrameLayout.least.columns)x\(FrameLayout.least.rows)"
            for (y, line) in Wrapped.lines("Too small: enlarge to \(needed)", width: state.size.columns).prefix(state.size.rows)
                .enumerated()
            {
                scene.grid.put(line, x: 0, y: y)
            }
            return scene
        }
        HeaderView.draw(state, into: &scene)
        if let card = state.card {
            let place = CardView.place(state)
            if place != FrameLayout(state).body {
                // The list beside it is there to be looked at: a click in it would leave the card.
                let hits = scene.hits
                state.shown.draw(state, &scene)
                scene.hits = hits
                scene.grid.fill(place, .plain)
            }
            CardView.draw(card, state, in: place, into: &scene)
        } else {
            state.shown.draw(state, &scene)
        }
        // A low window has no room for all of it, and what has none is not clicked either.
        let end = FrameLayout(state).body.maxY
        scene.hits.removeAll { $0.rect.y >= end }
        FaultView.draw(state, into: &scene)
        let leavesNews = state.overlay?.leavesNews == true
        // A sentence of several lines lies over what reaches down to its last one.
        if leavesNews { OverlayView.draw(state, into: &scene) }
        // The lines of a prompt are as many as the window has, and the code lies over its body alone.
        if state.qr == nil { StatusLine.draw(state, into: &scene) }
        if !leavesNews {
            OverlayView.draw(state, into: &scene)
            if state.toast != nil, state.overlay?.coversBody == true { StatusLine.draw(state, into: &scene) }
        }
        QRView.draw(state, into: &scene)
        if state.qr != nil || state.overlay?.coversBody == true { HeaderView.drawRule(state, into: &scene) }
        KeyHints.draw(state, into: &scene)
        return scene
    }
}
