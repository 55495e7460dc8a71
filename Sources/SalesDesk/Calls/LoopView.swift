import CRM
import TerminalKit

/// Draws the line between two cards of a list that is called through.
enum LoopView {
    /// ` NEW  Priya Khan 0:20 · Enter takes her next · → goes on`
    static func drawOffer(_ customer: Customer, _ state: DeskState, y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        let (take, goOn) = (state.keys.sign(of: "card.enter"), state.keys.sign(of: "card.next"))
        let hints = [
            (" · ", Style.dim), (take, .accent.bolded()), (" takes this lead next", .dim), (" · ", .dim), (goOn, .accent.bolded()),
            (" goes on", .dim),
        ]
        let needed = hints.reduce(0) { $0 + TextWidth.of($1.0) }
        var x = scene.grid.put(" NEW ", x: 0, y: y, style: .badge) + 2
        let age = CustomerPresentation.age(customer, in: state)
        let name = TextWidth.truncate(customer.customerName, to: max(6, end - x - needed - TextWidth.of(age.text) - 1))
        let pieces: [(String, Style)] = [(name, .bold), (age.text.isEmpty ? "" : " \(age.text)", age.style)] + hints
        for (text, style) in pieces where x < end { x += scene.grid.put(text, x: x, y: y, width: end - x, style: style) }
        scene.hit(Rect(x: 0, y: y, width: x, height: 1), .command("card.enter"))
    }
}
