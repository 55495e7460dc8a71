import CRM
import TerminalKit

/// The line above the hints: a prompt, a toast, a fault of the listener or a page, or the lead that has just arrived.
enum NewsView {
    static func draw(_ state: DeskState, into scene: inout Scene) {
        let y = FrameLayout(state.size).news
        let width = state.size.columns
        if let prompt = state.prompt, !prompt.isInPlace {
            PromptView.draw(prompt, state, y: y, into: &scene)
        } else if let toast = state.toast {
            let sign = toast.level == .info ? "" : toast.level == .warning ? "! " : "✗ "
            let style: Style = toast.level == .info ? .plain : toast.level == .warning ? .warning : .fault
            // A long sentence takes lines from the body while it is there: what cannot be read was not said.
            let lines = Wrapped.lines(sign + SafeText.clean(toast.text), width: width - 2)
            let top = max(0, y - lines.count + 1)
            scene.grid.fill(Rect(x: 0, y: top, width: width, height: y - top + 1), .plain)
            for (index, line) in lines.prefix(y - top + 1).enumerated() { scene.grid.put(line, x: 1, y: top + index, width: width - 2, style: style) }
        } else if let customer = state.announced {
            drawAnnounced(customer, state, y: y, into: &scene)
        } else if let banner = banner(state) {
            scene.grid.put(banner, x: 1, y: y, width: width - 2, style: .warning)
        } else if let enquiry = PersonLook.selected(state) {
            PersonLook.draw(enquiry, y: y, into: &scene)
        } else if state.card != nil || state.screen != .sheets {
            scene.grid.horizontalLine(x: 0, y: y, width: width)
        }
    }

    private static func drawAnnounced(_ customer: Customer, _ state: DeskState, y: Int, into scene: inout Scene) {
        let width = state.size.columns - 2
        var x = 1
        x += scene.grid.put(" NEW ", x: 0, y: y, style: .badge) + 1
        let name = TextWidth.truncate(customer.customerName, to: max(8, width / 3))
        x += scene.grid.put(name, x: x, y: y, style: .bold)
        let age = CustomerLook.age(customer, in: state)
        let again = customer.enquiry.flatMap { $0.number > 1 ? $0.words : nil } ?? ""
        for (text, style) in [(again, Style.accent), (customer.lead?.formName ?? "", Style.dim), (age.text, Style.dim)] where !text.isEmpty && x < width - 12 {
            x += scene.grid.put(" · ", x: x, y: y, style: .dim)
            x += scene.grid.put(text, x: x, y: y, width: max(0, width - x - 12), style: style)
        }
        x += 4
        if x + 10 <= width {
            x += scene.grid.put("n", x: x, y: y, style: .accent.bolded()) + 1
            x += scene.grid.put("opens it", x: x, y: y, style: .dim)
        }
        scene.hit(Rect(x: 1, y: y, width: max(0, x - 1), height: 1), .announced)
    }

    /// A failure stands until it is mended: never a silent zero.
    private static func banner(_ state: DeskState) -> String? {
        for page in state.pages {
            if case .blocked(let reason, _, _) = page.state {
                let waiting = page.waiting > 0 ? " · \(Numbers.count(page.waiting, "lead")) \(page.waiting == 1 ? "waits" : "wait")" : ""
                return "! \(page.title): \(reason)\(waiting) · \(Keys.of(.meta)) fixes it"
            }
        }
        if case .down(let address, _) = state.listener { return "! Not listening on \(address), so no lead arrives here · \(Keys.of(.feed)) says why" }
        for page in state.pages {
            if let trouble = page.troubles(at: state.now).first { return "! \(page.title): \(trouble.finding) · \(Keys.of(.meta)) fixes it" }
        }
        if let open = state.pages.first(where: { !$0.signatureChecked }) {
            return "! \(open.title): signatures are not checked · \(Keys.of(.meta)) adds the app secret"
        }
        return nil
    }
}
