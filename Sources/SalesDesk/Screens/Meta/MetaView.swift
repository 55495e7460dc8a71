import CRM
import Foundation
import TerminalKit

/// Draws the settings form of a Meta page and its health.
enum MetaView {
    static func draw(_ state: DeskState, into scene: inout Scene) {
        let layout = MetaLayout(state)
        for (line, row) in layout.rows.dropFirst(layout.formTop).prefix(layout.form.height).enumerated() {
            draw(row, in: layout.form, y: layout.form.y + line, state, layout, into: &scene)
        }
        guard let side = layout.side else {
            drawMore(layout, state.keys, in: layout.form, count: layout.rows.count, into: &scene.grid)
            return
        }
        for (line, row) in layout.sideRows.dropFirst(layout.top).prefix(side.height).enumerated() {
            draw(row, in: side, y: side.y + line, state, layout, into: &scene)
        }
        drawMore(layout, state.keys, in: side, count: layout.sideRows.count, into: &scene.grid)
    }

    /// Says that there is more below, and the key that shows it.
    private static func drawMore(_ layout: MetaLayout, _ keys: Keymap, in rect: Rect, count: Int, into grid: inout Grid) {
        guard layout.top + rect.height < count, rect.height > 1 else { return }
        let text = layout.body.width < 60 ? " ↓" : " \(keys.of("meta.scrollDown")) more ↓"
        grid.put(text, x: min(rect.maxX, layout.body.maxX - 1) - TextWidth.of(text), y: rect.maxY - 1, style: .dim)
    }

    private static func draw(
        _ row: MetaLayout.Row, in rect: Rect, y: Int, _ state: DeskState, _ layout: MetaLayout, into scene: inout Scene
    ) {
        let isSide = rect == layout.side
        switch row {
        case .blank: break
        case .title: drawTitle(state, in: rect, y: y, into: &scene.grid)
        case .text(let text, let style):
            let x = isSide ? rect.x : style == .dim && text == "HEALTH" ? 1 : 3
            scene.grid.put(text, x: x, y: y, width: rect.maxX - x, style: style)
        case .field(let field): drawField(field, in: rect, y: y, state, layout, into: &scene)
        case .problem(let text): scene.grid.put(text, x: layout.valueX, y: y, width: rect.maxX - layout.valueX, style: .fault)
        case .url(let text, let isFirst):
            if isFirst { scene.grid.put(layout.isNarrow ? "Callback" : "Callback URL", x: 3, y: y, width: layout.valueX - 4, style: .dim) }
            let used = scene.grid.put(text, x: layout.valueX, y: y, width: rect.maxX - layout.valueX)
            scene.hit(Rect(x: layout.valueX, y: y, width: used, height: 1), .meta(.item(MetaItem.callbackURL.number)))
        case .buttons(let buttons): drawButtons(buttons, in: rect, y: y, state, into: &scene)
        case .health(let line, let isFirst):
            drawHealth(line, isFirst, x: isSide ? rect.x : 3, end: min(rect.maxX, layout.body.maxX - 1) - 1, y: y, into: &scene.grid)
        }
    }

    private static func drawTitle(_ state: DeskState, in rect: Rect, y: Int, into grid: inout Grid) {
        let end = rect.maxX - 1
        var x = 1
        func put(_ text: String, _ style: Style) {
            guard x < end else { return }
            x += grid.put(text, x: x, y: y, width: end - x, style: style) + 3
        }
        if let id = state.meta.pageID {
            let index = state.pages.firstIndex { $0.id == id }
            let place = index.map { "page \($0 + 1) of \(state.pages.count)" } ?? "not set up here any more"
            let unsaved = state.meta.form.isEdited ? "not saved" : ""
            let room = end - 1 - [place, unsaved].reduce(0) { $0 + TextWidth.of($1) + 3 }
            put(TextWidth.truncate(index.map { state.pages[$0].title } ?? id, to: max(8, room)), .bold)
            put(place, .dim)
            put(unsaved, .warning)
        } else {
            put("New Meta page", .bold)
            put("not saved yet", state.meta.form.isEdited ? .warning : .dim)
        }
    }

    // MARK: Fields

    private static func drawField(
        _ field: MetaField, in rect: Rect, y: Int, _ state: DeskState, _ layout: MetaLayout, into scene: inout Scene
    ) {
        let hasFocus = Desk.metaFocus(state) == .field(field)
        let x = layout.valueX
        let room = rect.maxX - 1 - x
        guard room > 0 else { return }
        if hasFocus { scene.grid.put("▌", x: 0, y: y, style: .accent) }
        scene.grid.put(layout.isNarrow ? field.brief : field.title, x: 3, y: y, width: x - 4, style: hasFocus ? .bold : .dim)
        let text = state.meta.form[field]
        let isCovered = field.isSecret && !state.meta.shown.contains(field)
        if hasFocus {
            let hint = hint(field, isCovered: isCovered, state.keys)
            let hintWidth = hint.map { TextWidth.of($0.key) + TextWidth.of($0.word) + 3 } ?? 0
            let hasHint = hintWidth > 0 && room - hintWidth >= 16
            let width = hasHint ? room - hintWidth : room
            text.draw(
                into: &scene.grid, x: x, y: y, width: width, focused: true, mask: isCovered ? "●" : nil, keepLast: kept(field, text.text))
            if hasHint, let hint { drawHint(hint, x: x + width + 2, y: y, into: &scene.grid) }
            // The overlay or prompt over the form has the cursor then.
            if state.overlay != nil || state.prompt != nil { scene.grid.cursor = nil }
        } else if text.text.isEmpty {
            let none = field == .appSecret ? "none, signatures are not checked" : "none yet"
            scene.grid.put(state.meta.form.isRead ? none : "not read yet", x: x, y: y, width: room, style: .dim)
        } else {
            scene.grid.put(isCovered ? covered(field, text.text) : text.text, x: x, y: y, width: room)
        }
        scene.hit(Rect(x: 0, y: y, width: rect.maxX, height: 1), .meta(.item(MetaItem.field(field).number)))
    }

    /// Dots and, of a long access token, its last four characters: enough to tell two tokens apart.
    private static func covered(_ field: MetaField, _ text: String) -> String {
        let kept = kept(field, text)
        return String(repeating: "●", count: min(16, text.count - kept)) + text.suffix(kept)
    }

    private static func kept(_ field: MetaField, _ text: String) -> Int { field == .accessToken && text.count > 12 ? 4 : 0 }

    private static func hint(_ field: MetaField, isCovered: Bool, _ keys: Keymap) -> (key: String, word: String)? {
        switch field {
        case .pageID: nil
        case .accessToken, .appSecret: (keys.of("meta.show", outsideField: false), isCovered ? "shows" : "covers")
        case .verifyToken: (keys.of("meta.token", outsideField: false), "new")
        }
    }

    private static func drawHint(_ hint: (key: String, word: String), x: Int, y: Int, into grid: inout Grid) {
        let used = grid.put(hint.key, x: x, y: y, style: .accent.bolded())
        grid.put(hint.word, x: x + used + 1, y: y, style: .dim)
    }

    // MARK: Buttons and health

    private static func drawButtons(_ buttons: [MetaLayout.Button], in rect: Rect, y: Int, _ state: DeskState, into scene: inout Scene) {
        let focus = Desk.metaFocus(state)
        for button in buttons {
            let hasFocus = button.item == focus
            if hasFocus { scene.grid.put("▌", x: 0, y: y, style: .accent) }
            // Something to save is seen on the button too.
            let calls = button.item == .save && state.meta.form.isEdited
            let style: Style = hasFocus ? .badge : calls ? .accent.bolded().on(.field) : .field
            scene.grid.put(" \(button.title) ", x: button.x, y: y, width: rect.maxX - button.x, style: style)
            scene.hit(Rect(x: button.x, y: y, width: button.width, height: 1), .meta(.item(button.item.number)))
        }
    }

    private static func drawHealth(_ line: MetaHealth.Line, _ isFirst: Bool, x: Int, end: Int, y: Int, into grid: inout Grid) {
        var x = x
        if let mark = line.mark {
            if isFirst { grid.put(String(mark), x: x, y: y, style: line.markStyle) }
            x += 2
        }
        if !line.label.isEmpty {
            if isFirst { grid.put(line.label, x: x, y: y, width: MetaLayout.labelWidth - 1, style: .dim) }
            x += MetaLayout.labelWidth
        }
        guard x < end else { return }
        grid.put(line.text, x: x, y: y, width: end - x + 1, style: line.style)
        if isFirst, !line.note.isEmpty { grid.put(line.note, x: x, y: y, width: end - x + 1, style: .dim, align: .right) }
    }
}
