import CRM
import Foundation
import TerminalKit

/// Draws the customer card: who it is and how to reach them, what they wrote, what happened so far.
enum CardView {
    /// The fields in the order in which the keys go through them.
    static let fields: [CustomerField] = [.customerName, .companyName, .phoneNumber, .email, .status, .nextCallDate, .remark]

    /// Where a card that is open stands: beside the list where that leaves room for one, else in its place.
    static func place(_ state: DeskState) -> Rect { state.shown.preview(state)?.place ?? FrameLayout(state).body }

    /// - Parameter body: where the card stands.
    static func draw(_ card: CardState, _ state: DeskState, in body: Rect, into scene: inout Scene) {
        guard let customer = card.customer else {
            scene.grid.put("Reading the customer…", x: body.x + 1, y: body.y, width: body.width - 1, style: .dim)
            return
        }
        let drawing = Drawing(card: card, customer: customer, layout: CardLayout(card, in: body))
        drawHead(drawing, state, into: &scene)
        drawContact(drawing, state, into: &scene)
        drawStory(drawing, state, into: &scene)
    }

    /// The card that is drawn.
    private struct Drawing {
        let card: CardState
        let customer: Customer
        let layout: CardLayout

        /// Whether the cursor of the card is on a field; beside a list it has none.
        func isHere(_ field: CustomerField) -> Bool { !card.isPreview && card.field == field }
        /// Whether a field is edited where it stands.
        func isEdited(_ field: CustomerField, _ state: DeskState) -> Bool {
            !card.isPreview && state.prompt?.purpose == .cell(customer.id, field)
        }
    }

    // MARK: Head

    /// Cells of the name that what stands beside it leaves alone.
    private static let leastName = 24
    private static let leastNarrow = 8

    private static func drawHead(_ drawing: Drawing, _ state: DeskState, into scene: inout Scene) {
        let (customer, body) = (drawing.customer, drawing.layout.body)
        let (left, y) = (body.x + 1, body.y)
        let badge = " \(customer.status) "
        var right = body.maxX - 1 - TextWidth.of(badge)
        let badgeStyle = Style(.onAccent, on: .accent, bold: true)
        drawField(.status, badge, badgeStyle, drawing, state, Rect(x: right, y: y, width: TextWidth.of(badge), height: 1), into: &scene)
        right -= 2
        // In a narrow window the beginning of the name is worth more.
        let least = drawing.card.isPreview ? 0 : min(TextWidth.of(customer.customerName), CardView.leastNarrow)
        func put(_ text: String, _ style: Style) {
            guard !text.isEmpty, right - TextWidth.of(text) - 3 - left >= least else { return }
            right -= TextWidth.of(text)
            scene.grid.put(text, x: right, y: y, style: style)
            right -= 3
        }
        let age = CustomerPresentation.age(customer, in: state)
        put(age.text.isEmpty ? "" : "● \(age.text)", age.style)
        if customer.lead?.isTest == true { put("test lead", .warning) }
        if let holder = ClaimPresentation.holder(customer, in: state) {
            put("taken by \(holder)", ClaimPresentation.style(customer, in: state))
        }
        if customer.doNotCall != nil { put(state.configuration.outcomes[.doNotCall], .warning) }
        if let loop = state.loop, !drawing.card.isPreview { put(loop.title, .accent) }
        let calls = customer.contact.attempts
        if calls > 0 { put(Numbers.count(calls, "call"), .dim) }
        // The beginning of the name stays.
        let kept = drawing.card.isPreview ? 0 : min(TextWidth.of(customer.customerName), CardView.leastName) + 3
        if let here = PresencePresentation.words(at: customer.id, room: right - left - kept, in: state) { put(here.text, here.style) }
        var x = left
        // Beside a list the name stands in the row: it is read once, and no other row stands beside it.
        if !drawing.card.isPreview {
            let name = Rect(x: left, y: y, width: max(1, right - left), height: 1)
            x += drawField(.customerName, customer.customerName, .bold, drawing, state, name, into: &scene) + 3
        }
        // An empty company is said to the cursor alone.
        guard x < right, !customer.companyName.isEmpty || drawing.isHere(.companyName) else { return }
        drawField(.companyName, customer.companyName, .dim, drawing, state, Rect(x: x, y: y, width: right - x, height: 1), into: &scene)
    }

    // MARK: How to reach them, and when

    private static func drawContact(_ drawing: Drawing, _ state: DeskState, into scene: inout Scene) {
        let (customer, layout) = (drawing.customer, drawing.layout)
        let left = layout.body.x + 3
        let phone = state.configuration.phones.text(customer.phoneNumber)
        let end = layout.contactEnd
        func line(_ y: Int) -> Rect { Rect(x: left, y: y, width: max(0, end - left), height: 1) }
        let isWrong = PhonePresentation.isWrong(customer)
        let style: Style = isWrong ? .dim : .accent.bolded()
        let used = drawField(.phoneNumber, phone, style, drawing, state, line(layout.phoneY), into: &scene)
        var x = max(left + used + 3, min(layout.asideX, end))
        if !drawing.isEdited(.phoneNumber, state) {
            if isWrong {
                x +=
                    scene.grid.put(
                        state.configuration.outcomes[.wrongNumber], x: x, y: layout.phoneY, width: max(0, end - x), style: .warning) + 3
            }
            for aside in PhonePresentation.asides(customer.phoneNumber, in: state, room: max(0, end - x), gap: 3) {
                x += scene.grid.put(aside, x: x, y: layout.phoneY, width: end - x, style: .dim) + 3
            }
        }
        drawField(.email, customer.email, .plain, drawing, state, line(layout.phoneY + 1), into: &scene)
        let call = CustomerPresentation.nextCall(customer, in: state)
        let label = CustomerField.nextCallDate.title
        let callX = layout.callX + TextWidth.of(label) + 2
        scene.grid.put(label, x: layout.callX, y: layout.callY, style: .dim)
        let place = Rect(x: callX, y: layout.callY, width: max(1, layout.callEnd - callX), height: 1)
        drawField(.nextCallDate, call.text.isEmpty ? "none" : call.text, call.style, drawing, state, place, into: &scene)
        guard let enquiry = customer.enquiry else { return }
        let words = scene.grid.put(
            enquiry.words, x: layout.callX, y: layout.callY + 1, width: layout.callEnd - layout.callX, style: .violet)
        if enquiry.hasOthers, !drawing.card.isPreview {
            let hint = "\(state.keys.of("card.person")) the other"
            let x = layout.callX + words + 2
            if x + TextWidth.of(hint) <= layout.callEnd { scene.grid.put(hint, x: x, y: layout.callY + 1, style: .dim) }
        }
    }

    /// A field with the cursor's mark, or what is being typed in it; an empty one says so. Gives the cells it took.
    @discardableResult
    private static func drawField(
        _ field: CustomerField, _ text: String, _ style: Style, _ drawing: Drawing, _ state: DeskState, _ place: Rect,
        into scene: inout Scene
    ) -> Int {
        guard place.width > 0 else { return 0 }
        let (x, y) = (place.x, place.y)
        if let prompt = state.prompt, drawing.isEdited(field, state) {
            let label = scene.grid.put(field.title, x: x, y: y, width: place.width, style: .accent.bolded()) + 1
            let room = max(1, min(place.width - label, 60))
            prompt.field.draw(into: &scene.grid, x: x + label, y: y, width: room, style: .field, focused: true)
            return min(place.width, label + room)
        }
        let isHere = drawing.isHere(field)
        if isHere { scene.grid.put("▌", x: x - 1, y: y, style: .accent) }
        let shown = text.isEmpty ? "no \(field.title)" : text
        let style = text.isEmpty ? Style.dim : style
        let used = scene.grid.put(shown, x: x, y: y, width: place.width, style: isHere ? style.underlined() : style)
        if !drawing.card.isPreview { scene.hit(Rect(x: x - 1, y: y, width: used + 1, height: 1), .cardField(field)) }
        return used
    }

    // MARK: What they wrote, and what happened

    private static func drawStory(_ drawing: Drawing, _ state: DeskState, into scene: inout Scene) {
        let layout = drawing.layout
        for pane in layout.panes(state) {
            for (index, line) in pane.visible.enumerated() {
                draw(line, drawing, state, in: pane.rect, y: pane.rect.y + index, into: &scene)
            }
            if pane.hasMore {
                let text = " \(layout.scrollKey(state)) more ↓"
                scene.grid.put(text, x: pane.rect.maxX - 1 - TextWidth.of(text), y: pane.rect.maxY - 1, style: .dim)
            }
        }
        if let x = layout.ruleX {
            scene.grid.verticalLine(x: x, y: layout.phoneY, height: max(0, layout.body.maxY - layout.phoneY))
        }
    }

    private static func draw(
        _ line: CardStory.Line, _ drawing: Drawing, _ state: DeskState, in rect: Rect, y: Int, into scene: inout Scene
    ) {
        scene.grid.put(line.label, x: rect.x, y: y, width: min(line.labelWidth, rect.width), style: .dim)
        let x = rect.x + line.labelWidth + 1
        let place = Rect(x: x, y: y, width: max(0, rect.maxX - x - 1), height: 1)
        if let field = line.field {
            drawField(field, line.text, line.style, drawing, state, place, into: &scene)
        } else {
            scene.grid.put(line.text, x: x, y: y, width: place.width, style: line.style)
        }
    }
}
