import CRM
import Foundation
import TerminalKit

/// Draws the customer card: who it is and how to reach them, what they wrote, what happened so far.
enum CardView {
    /// The fields in the order in which the keys go through them.
    static let fields: [CustomerField] = [.customerName, .companyName, .phoneNumber, .email, .status, .nextCallDate, .remark]

    static func draw(_ state: DeskState, into scene: inout Scene) {
        let layout = CardLayout(state)
        guard let customer = state.card?.customer else {
            scene.grid.put("Reading the customer…", x: 1, y: layout.body.y, style: .dim)
            return
        }
        drawHead(customer, state, y: layout.body.y, into: &scene)
        drawContact(customer, state, layout, into: &scene)
        drawStory(customer, state, layout, into: &scene)
    }

    // MARK: Head

    private static func drawHead(_ customer: Customer, _ state: DeskState, y: Int, into scene: inout Scene) {
        let badge = " \(customer.status) "
        var right = scene.grid.width - 1 - TextWidth.of(badge)
        drawField(.status, badge, Style(.onAccent, on: .accent, bold: true), customer, state, x: right, y: y, width: TextWidth.of(badge), into: &scene)
        right -= 2
        func put(_ text: String, _ style: Style) {
            guard !text.isEmpty else { return }
            right -= TextWidth.of(text)
            scene.grid.put(text, x: right, y: y, style: style)
            right -= 3
        }
        let age = CustomerLook.age(customer, in: state)
        put(age.text.isEmpty ? "" : "● \(age.text)", age.style)
        if customer.lead?.isTest == true { put("test lead", .warning) }
        let name = customer.customerName.isEmpty ? "no name" : customer.customerName
        let used = drawField(
            .customerName, name, customer.customerName.isEmpty ? .dim : .bold, customer, state, x: 1, y: y, width: max(1, right - 1), into: &scene)
        let x = 1 + used + 3
        let company = customer.companyName.isEmpty && state.card?.field == .companyName ? "no company" : customer.companyName
        if x < right { drawField(.companyName, company, .dim, customer, state, x: x, y: y, width: right - x, into: &scene) }
    }

    // MARK: How to reach them, and when

    private static func drawContact(_ customer: Customer, _ state: DeskState, _ layout: CardLayout, into scene: inout Scene) {
        let phone = state.configuration.phones.text(customer.phoneNumber)
        let end = layout.contactEnd
        let used = drawField(
            .phoneNumber, phone.isEmpty ? "no phone" : phone, phone.isEmpty ? .dim : .accent.bolded(), customer, state, x: 3, y: layout.phoneY,
            width: end - 3, into: &scene)
        var x = max(3 + used + 3, min(layout.asideX, end))
        if state.prompt?.purpose != .cell(customer.id, .phoneNumber) {
            for aside in PhoneLook.asides(customer.phoneNumber, in: state) where x < end {
                x += scene.grid.put(aside, x: x, y: layout.phoneY, width: end - x, style: .dim) + 3
            }
        }
        drawField(
            .email, customer.email.isEmpty ? "no e-mail" : customer.email, customer.email.isEmpty ? .dim : .plain, customer, state, x: 3,
            y: layout.phoneY + 1, width: end - 3, into: &scene)
        let call = CustomerLook.nextCall(customer, in: state)
        let label = CustomerField.nextCallDate.title
        let callX = layout.callX + TextWidth.of(label) + 2
        scene.grid.put(label, x: layout.callX, y: layout.callY, style: .dim)
        drawField(
            .nextCallDate, call.text.isEmpty ? "none" : call.text, call.text.isEmpty ? .dim : call.style, customer, state, x: callX,
            y: layout.callY, width: max(1, layout.callEnd - callX), into: &scene)
        guard let enquiry = customer.enquiry else { return }
        let words = scene.grid.put(
            enquiry.words, x: layout.callX, y: layout.callY + 1, width: layout.callEnd - layout.callX, style: .violet)
        if enquiry.hasOthers {
            let hint = "\(Keys.of("card.person")) shows the other"
            let x = layout.callX + words + 2
            if x + TextWidth.of(hint) <= layout.callEnd { scene.grid.put(hint, x: x, y: layout.callY + 1, style: .dim) }
        }
    }

    /// A field with the cursor's mark, or what is being typed in it. Gives the cells it took.
    @discardableResult
    private static func drawField(
        _ field: CustomerField, _ text: String, _ style: Style, _ customer: Customer, _ state: DeskState, x: Int, y: Int, width: Int,
        into scene: inout Scene
    ) -> Int {
        guard width > 0 else { return 0 }
        if let prompt = state.prompt, prompt.purpose == .cell(customer.id, field) {
            let label = scene.grid.put(field.title, x: x, y: y, width: width, style: .accent.bolded()) + 1
            let room = max(1, min(width - label, 60))
            prompt.field.draw(into: &scene.grid, x: x + label, y: y, width: room, style: .field, focused: true)
            return min(width, label + room)
        }
        let isHere = state.card?.field == field
        if isHere { scene.grid.put("▌", x: x - 1, y: y, style: .accent) }
        let used = scene.grid.put(text, x: x, y: y, width: width, style: isHere ? style.underlined() : style)
        scene.hit(Rect(x: x - 1, y: y, width: used + 1, height: 1), .cardField(field))
        return used
    }

    // MARK: What they wrote, and what happened

    private static func drawStory(_ customer: Customer, _ state: DeskState, _ layout: CardLayout, into scene: inout Scene) {
        for pane in layout.panes(state) {
            for (index, line) in pane.visible.enumerated() {
                draw(line, customer, state, in: pane.rect, y: pane.rect.y + index, into: &scene)
            }
            if pane.hasMore {
                let text = "\(Keys.of("card.scrollDown")) more ↓"
                scene.grid.put(text, x: pane.rect.maxX - 1 - TextWidth.of(text), y: pane.rect.maxY - 1, style: .dim)
            }
        }
        if let x = layout.ruleX {
            scene.grid.verticalLine(x: x, y: layout.phoneY, height: max(0, layout.body.maxY - layout.phoneY))
        }
    }

    private static func draw(_ line: CardStory.Line, _ customer: Customer, _ state: DeskState, in rect: Rect, y: Int, into scene: inout Scene) {
        scene.grid.put(line.label, x: rect.x, y: y, width: min(line.labelWidth, rect.width), style: .dim)
        let x = rect.x + line.labelWidth + 1
        let width = rect.maxX - x - 1
        guard let field = line.field else {
            scene.grid.put(line.text, x: x, y: y, width: max(0, width), style: line.style)
            return
        }
        drawField(field, line.text, line.style, customer, state, x: x, y: y, width: width, into: &scene)
    }
}
