import CRM
import TerminalKit

/// The first line: the screens, who is working, whether leads are heard, the time.
enum HeaderView {
    static func draw(_ state: DeskState, into scene: inout Scene) {
        let width = state.size.columns
        var x = 1
        // The program's name gives way before the clock.
        if width >= 70 { x += scene.grid.put("Leadsheet", x: x, y: 0, style: .accent.bolded()) + 3 }
        let gap = gap(state, from: x)
        for screen in state.screens {
            let isHere = state.screen == screen.id
            let start = x
            if let key = state.keys.first(of: screen.id.commandID, inField: false) {
                x += scene.grid.put(key.description, x: x, y: 0, style: isHere ? .accent.bolded() : .dim) + 1
            }
            x += scene.grid.put(screen.title, x: x, y: 0, style: isHere ? .bold : .plain)
            let badge = screen.badge(state)
            if badge.count > 0 { x += scene.grid.put(" \(Numbers.bounded(badge))", x: x, y: 0, style: .warning) }
            scene.hit(Rect(x: start, y: 0, width: x - start, height: 1), .screen(screen.id))
            x += gap
        }
        drawRight(state, from: x, into: &scene)
        drawRule(state, into: &scene)
    }

    /// The line below it, where there is room for one; panes that begin there leave their marks in it.
    static func drawRule(_ state: DeskState, into scene: inout Scene) {
        if FrameLayout(state).body.y == 2 { scene.grid.horizontalLine(x: 0, y: 1, width: state.size.columns) }
    }

    /// Cells between the screens: two in a narrow window, or one where the dot or the word that nothing rings had no room else.
    private static func gap(_ state: DeskState, from x: Int) -> Int {
        if state.size.columns >= 100 { return 3 }
        let titles = state.screens.map { screen in
            let key = state.keys.first(of: screen.id.commandID, inField: false).map { TextWidth.of($0.description) + 1 } ?? 0
            let badge = screen.badge(state)
            return key + TextWidth.of(screen.title) + (badge.count > 0 ? TextWidth.of(Numbers.bounded(badge)) + 1 : 0)
        }
        // The dot, the clock, and between them the word, with their gaps.
        let right = state.mutedUntil == nil ? 8 : isTight(state) ? 12 : 15
        func fits(_ gap: Int) -> Bool { x + titles.reduce(0) { $0 + $1 + gap } + right <= state.size.columns - 1 }
        return !fits(2) && fits(1) ? 1 : 2
    }

    private static func isTight(_ state: DeskState) -> Bool { state.size.columns < 70 }

    /// The clock never gives way; the user's name goes first, then the words beside the dot, which is the worst of listener and pages.
    private static func drawRight(_ state: DeskState, from left: Int, into scene: inout Scene) {
        var right = state.size.columns - 1
        func put(_ text: String, _ style: Style, gap: Int = 2) {
            let width = TextWidth.of(text)
            guard width > 0, right - width >= left else { return }
            right -= width
            scene.grid.put(text, x: right, y: 0, width: width, style: style)
            right -= gap
        }
        let isTight = isTight(state)
        put("\(TimeOfDay(state.now, in: state.configuration.zone))", .dim, gap: isTight && state.mutedUntil != nil ? 1 : 2)
        let isWide = state.size.columns >= 100
        if let until = state.mutedUntil {
            put(isWide ? "muted until \(TimeOfDay(until, in: state.configuration.zone))" : "muted", .warning, gap: isTight ? 0 : 2)
        }
        if let fault = state.faults.first {
            let forms = [[fault.brief, fault.briefConsequence], [fault.brief], [fault.briefConsequence], ["fault"]].map {
                $0.filter { !$0.isEmpty }
            }
            let texts = forms.filter { !$0.isEmpty }.map { SafeText.clean($0.joined(separator: " · ")) }
            put(texts.first { right - 2 - TextWidth.of($0) >= left } ?? "", .fault, gap: 1)
            put("▲", .fault.bolded())
        } else {
            let (sign, word, style) = listener(state)
            // The long word gives way to the short one, and that to the dot alone.
            let texts = isWide ? [word.long, word.short] : [word.short]
            put(texts.first { right - 2 - TextWidth.of($0) >= left } ?? "", .plain, gap: 1)
            put(sign, style)
        }
        if state.configuration.isSimulated { put(isWide ? "simulated leads" : "simulated", .warning) }
        if case .who = state.overlay { return }
        put(state.configuration.user.name, .plain)
    }

    static func listener(_ state: DeskState) -> (sign: String, word: (short: String, long: String), style: Style) {
        switch state.listener {
        case .starting: return ("○", ("starting", "starting"), .dim)
        case .listening, .elsewhere, .notHere:
            if state.hasNoPage { return ("○", ("no page", "no page"), .dim) }
            let style: Style = state.warning == nil ? .good : .warning
            return ("●", ("live", long(state.listener)), style)
        case .certificateFault: return ("○", ("certificate", "certificate at fault"), .fault)
        case .down: return ("○", ("not listening", "not listening"), .fault)
        }
    }

    private static func long(_ listener: ListenerState) -> String {
        switch listener {
        case .listening(let address): "live \(port(address))"
        case .elsewhere(let address, let process): "live, process \(process) listens \(port(address))"
        case .notHere: "live"
        case .starting, .certificateFault, .down: ""
        }
    }

    private static func port(_ address: String) -> String {
        address.lastIndex(of: ":").map { String(address[$0...]) } ?? address
    }
}
