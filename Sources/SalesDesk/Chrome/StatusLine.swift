import CRM
import TerminalKit

/// The line above the hints: a prompt, a toast, what waits for the person, or what needs somebody soon.
enum StatusLine {
    static func draw(_ state: DeskState, into scene: inout Scene) {
        let y = FrameLayout(state).news
        let width = state.size.columns
        scene.grid.fill(Rect(x: 0, y: y, width: width, height: 1), .plain)
        if let prompt = state.prompt, !prompt.isInPlace(in: state) {
            PromptView.draw(prompt, state, y: y, into: &scene)
        } else if let offer = state.loop?.offer, state.toast?.level != .fault {
            LoopView.drawOffer(offer, state, y: y, into: &scene)
        } else if let toast = state.toast {
            drawToast(toast, state, y: y, into: &scene)
        } else if let need = state.needInLine {
            NeedsView.draw(need, state, y: y, into: &scene)
        } else if let run = state.importRun, state.overlay == nil {
            ImportSummaryView.drawNews(run, state.keys, y: y, into: &scene)
        } else if state.faults.isEmpty, let warning = state.warning {
            scene.grid.put("! \(SafeText.clean(warning))", x: 1, y: y, width: width - 2, style: .warning)
        } else if state.card != nil {
            scene.grid.horizontalLine(x: 0, y: y, width: width)
        } else if state.overlay == nil {
            // The keys that it names are those of the screen.
            state.shown.drawStatus(state, y, &scene)
        }
    }

    /// A long sentence takes lines from the body while it is there: what cannot be read was not said. A fault stands above it, and the line that is
    /// typed in stays in sight.
    private static func drawToast(_ toast: Toast, _ state: DeskState, y: Int, into scene: inout Scene) {
        let (width, keys) = (scene.grid.width, state.keys)
        let sign = toast.level == .info ? "" : toast.level == .warning ? "! " : "✗ "
        let style: Style = toast.level == .info ? .plain : toast.level == .warning ? .warning : .fault
        let command = toast.command.flatMap { CommandRegistry.byID[$0] }
        let key = command.map { keys.strokes(of: $0.id).last?.description ?? keys.of($0.id) } ?? ""
        let word = toast.word ?? command?.hint ?? ""
        let offer = key.isEmpty ? 0 : TextWidth.of(key) + 1 + TextWidth.of(word)
        var lines = Wrapped.lines(sign + SafeText.clean(toast.text), width: width - 2)
        if offer > 0, TextWidth.of(lines.last ?? "") + 3 + offer > width - 2 { lines.append("") }
        var y = y
        if let typed = scene.grid.cursor?.y, typed < y, typed > y - lines.count, typed >= lines.count { y = typed - 1 }
        let top = max(0, y - lines.count + 1)
        scene.grid.fill(Rect(x: 0, y: top, width: width, height: y - top + 1), .plain)
        for (index, line) in lines.suffix(y - top + 1).enumerated() {
            scene.grid.put(line, x: 1, y: top + index, width: width - 2, style: style)
        }
        if lines.count > 1, top > 1 { FaultView.draw(state, at: top - 1, into: &scene) }
        guard offer > 0, let command, let last = lines.last else { return }
        let start = last.isEmpty ? 1 : 1 + TextWidth.of(last) + 3
        let x = start + scene.grid.put(key, x: start, y: y, width: max(0, width - 1 - start), style: .accent.bolded()) + 1
        scene.grid.put(word, x: x, y: y, width: max(0, width - 1 - x), style: .dim)
        scene.hit(Rect(x: start, y: y, width: offer, height: 1), .command(command.id))
    }
}
