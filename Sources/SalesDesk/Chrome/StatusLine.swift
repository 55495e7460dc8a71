import CRM
import TerminalKit

/// The line above the hints: a prompt, a toast, the leads that have arrived, or what needs somebody soon.
enum StatusLine {
    static func draw(_ state: DeskState, into scene: inout Scene) {
        let y = FrameLayout(state).news
        let width = state.size.columns
        if let prompt = state.prompt, !prompt.isInPlace {
            PromptView.draw(prompt, state, y: y, into: &scene)
        } else if let offer = state.loop?.offer, state.toast?.level != .fault {
            LoopView.drawOffer(offer, state, y: y, into: &scene)
        } else if let toast = state.toast {
            drawToast(toast, state.keys, y: y, into: &scene)
        } else if state.loop == nil, let customer = state.announced {
            drawAnnounced(customer, state, y: y, into: &scene)
        } else if state.faults.isEmpty, let warning = state.warning {
            scene.grid.put("! \(SafeText.clean(warning))", x: 1, y: y, width: width - 2, style: .warning)
        } else if state.card != nil {
            scene.grid.horizontalLine(x: 0, y: y, width: width)
        } else {
            state.shown.drawStatus(state, y, &scene)
        }
    }

    /// A long sentence takes lines from the body while it is there: what cannot be read was not said.
    private static func drawToast(_ toast: Toast, _ keys: Keymap, y: Int, into scene: inout Scene) {
        let width = scene.grid.width
        let sign = toast.level == .info ? "" : toast.level == .warning ? "! " : "✗ "
        let style: Style = toast.level == .info ? .plain : toast.level == .warning ? .warning : .fault
        let command = toast.command.flatMap { CommandRegistry.byID[$0] }
        let key = command.map { keys.strokes(of: $0.id).last?.description ?? keys.of($0.id) } ?? ""
        let word = toast.word ?? command?.hint ?? ""
        let offer = key.isEmpty ? 0 : TextWidth.of(key) + 1 + TextWidth.of(word)
        var lines = Wrapped.lines(sign + SafeText.clean(toast.text), width: width - 2)
        if offer > 0, TextWidth.of(lines.last ?? "") + 3 + offer > width - 2 { lines.append("") }
        let top = max(0, y - lines.count + 1)
        scene.grid.fill(Rect(x: 0, y: top, width: width, height: y - top + 1), .plain)
        for (index, line) in lines.suffix(y - top + 1).enumerated() {
            scene.grid.put(line, x: 1, y: top + index, width: width - 2, style: style)
        }
        guard offer > 0, let command, let last = lines.last else { return }
        let start = last.isEmpty ? 1 : 1 + TextWidth.of(last) + 3
        let x = start + scene.grid.put(key, x: start, y: y, width: max(0, width - 1 - start), style: .accent.bolded()) + 1
        scene.grid.put(word, x: x, y: y, width: max(0, width - 1 - x), style: .dim)
        scene.hit(Rect(x: start, y: y, width: offer, height: 1), .command(command.id))
    }

    /// ` NEW 5  Priya Khan · Kitchen form · 0:04    n opens it`; where that has no room, the badge names the key.
    private static func drawAnnounced(_ customer: Customer, _ state: DeskState, y: Int, into scene: inout Scene) {
        let width = state.size.columns - 2
        let key = state.keys.of("lead.open")
        let count = state.arrivedLeads.count
        let isRoomy = width >= 70
        let badge = ["NEW", count > 1 ? Numbers.grouped(count) : "", isRoomy ? "" : key].filter { !$0.isEmpty }.joined(separator: " ")
        var x = scene.grid.put(" \(badge) ", x: 0, y: y, style: .badge) + 2
        let end = isRoomy ? width - 12 : width
        let name = TextWidth.truncate(customer.customerName, to: max(8, min(width / 3, end - x)))
        x += scene.grid.put(name, x: x, y: y, width: max(0, end - x), style: .bold)
        let age = CustomerPresentation.age(customer, in: state)
        let again = customer.enquiry.flatMap { $0.number > 1 ? $0.words : nil } ?? ""
        for (text, style) in [(again, Style.accent), (customer.lead?.formName ?? "", Style.dim), (age.text, Style.dim)]
        where !text.isEmpty && x + 4 < end {
            x += scene.grid.put(" · ", x: x, y: y, style: .dim)
            x += scene.grid.put(text, x: x, y: y, width: max(0, end - x), style: style)
        }
        if isRoomy {
            x += 4
            x += scene.grid.put(key, x: x, y: y, style: .accent.bolded()) + 1
            x += scene.grid.put("opens it", x: x, y: y, style: .dim)
        }
        scene.hit(Rect(x: 0, y: y, width: max(0, x), height: 1), .announced)
    }
}
