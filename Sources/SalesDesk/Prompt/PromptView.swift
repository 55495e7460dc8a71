import CRM
import TerminalKit

/// Draws a prompt in the line above the hints: its label, then the field or the choices.
enum PromptView {
    static func draw(_ prompt: Prompt, _ state: DeskState, y: Int, into scene: inout Scene) {
        let width = state.size.columns
        var x = 1 + scene.grid.put(prompt.label, x: 1, y: y, width: width - 2, style: .accent.bolded()) + (prompt.purpose == .search ? 0 : 2)
        if let options = prompt.options(in: state) {
            drawOptions(options, prompt, from: x, y: y, into: &scene)
            return
        }
        let echo = self.echo(prompt, state)
        let room = width - x - 1
        let echoWidth = min(TextWidth.of(echo.text), max(0, room - 14))
        let fieldWidth = max(1, echoWidth > 0 ? min(max(room - echoWidth - 2, 14), 32) : room)
        prompt.field.draw(into: &scene.grid, x: x, y: y, width: fieldWidth, style: .field, focused: true)
        x += fieldWidth + 2
        if !echo.text.isEmpty { scene.grid.put(echo.text, x: x, y: y, width: max(0, width - x - 1), style: echo.style) }
    }

    private static func drawOptions(_ options: [PromptOption], _ prompt: Prompt, from left: Int, y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        let full = options.reduce(0) { $0 + TextWidth.of($1.text) + 4 }
        let gap = left + full <= end ? 2 : 1
        var x = left
        for option in options {
            guard x < end else { break }
            let start = x
            x += scene.grid.put(String(option.key), x: x, y: y, width: end - x, style: .accent.bolded()) + 1
            var style = Style(option.role)
            if option.isOn { style = style.bolded().underlined() }
            x += scene.grid.put(option.text, x: x, y: y, width: max(0, end - x), style: style)
            scene.hit(Rect(x: start, y: y, width: x - start, height: 1), .option(option.key))
            x += gap
        }
        if let problem = prompt.problem, x < end - 10 { scene.grid.put(problem, x: x + 1, y: y, width: end - x - 1, style: .warning) }
    }

    /// What the typed text means, while it is typed.
    private static func echo(_ prompt: Prompt, _ state: DeskState) -> (text: String, style: Style) {
        if let problem = prompt.problem { return (problem, .warning) }
        guard case .nextCall = prompt.purpose else { return ("", .plain) }
        let text = prompt.field.text
        switch CallDateParser.parse(text, in: state.callDates) {
        case .empty:
            let now = NextCall(prompt.original).map { "now \(CallDateText.long($0, in: state.callDates))" }
            return (now ?? "17:30   tom 10   fri   3d   31/1   - clears", .dim)
        case .cleared: return ("no next call", .warning)
        case .resolved(let call, let isPast):
            let long = CallDateText.long(call, in: state.callDates)
            return isPast ? ("\(long), in the past", .warning) : (long, .good)
        case .incomplete: return ("…", .dim)
        case .wrong(let sentence): return (sentence, .warning)
        }
    }
}
