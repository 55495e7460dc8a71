import CRM
import TerminalKit

/// Draws a prompt in the line above the hints: its label, then the field or the choices.
enum PromptView {
    static func draw(_ prompt: Prompt, _ state: DeskState, y: Int, into scene: inout Scene) {
        let width = state.size.columns
        if case .call(let id) = prompt.purpose {
            CallPrompt.draw(id, prompt, state, lastLine: y, into: &scene)
            return
        }
        if let options = prompt.options(in: state) {
            drawOptions(options, prompt, state, lastLine: y, into: &scene)
            return
        }
        scene.grid.fill(Rect(x: 0, y: y, width: width, height: 1), Style(on: .prompt))
        if case .callDetails(let id, _) = prompt.purpose, prompt.fields.count > 1 {
            let isRoomy = state.size.rows >= 10
            scene.grid.fill(Rect(x: 0, y: y - (isRoomy ? 2 : 1), width: width, height: isRoomy ? 3 : 2), Style(on: .prompt))
            CallPrompt.drawMeaning(id, prompt, state, y: y - (isRoomy ? 2 : 1), into: &scene)
            drawFields(prompt, state, y: y - (isRoomy ? 1 : 0), into: &scene)
            if isRoomy { NextCallPrompt.drawShorthand(y: y, into: &scene) }
            return
        }
        if prompt.fields.count > 1 {
            drawFields(prompt, state, y: y, into: &scene)
            return
        }
        var y = y
        if let list = prompt.list(in: state) {
            list.draw(prompt, state, lastLine: y, into: &scene)
            return
        }
        if prompt.dateField != nil, state.size.rows >= 10 {
            // The shorthand stands below the field all the while.
            y -= 1
            scene.grid.fill(Rect(x: 0, y: y, width: width, height: 2), Style(on: .prompt))
            NextCallPrompt.drawShorthand(y: y + 1, into: &scene)
        }
        var x =
            1 + scene.grid.put(prompt.label(in: state), x: 1, y: y, width: width - 2, style: .promptLabel)
            + (prompt.purpose == .search ? 0 : 2)
        let room = width - x - 1
        // The typed text stays in sight, whatever is said beside it.
        let (least, most) = (12, prompt.purpose.isQuery ? room : 32)
        let typed = min(max(TextWidth.of(prompt.field.text) + 1, least), most)
        let beside = max(0, room - typed - 2)
        var echo = self.echo(prompt, state, width: beside)
        var echoWidth = echo.reduce(0) { $0 + TextWidth.of($1.text) }
        if echoWidth > beside, echo.contains(where: { $0.style == .warning }) {
            drawProblem(echo.map(\.text).joined(), above: y, into: &scene)
            (echo, echoWidth) = ([], 0)
        }
        let fieldWidth = max(1, min(echoWidth, beside) > 0 ? min(max(room - echoWidth - 2, typed), most) : room)
        prompt.field.draw(into: &scene.grid, x: x, y: y, width: fieldWidth, style: .field, focused: true)
        x += fieldWidth + 2
        for piece in echo where x < width - 1 {
            x += scene.grid.put(piece.text, x: x, y: y, width: width - x - 1, style: piece.style.on(.prompt))
        }
    }

    /// A sentence that has no room beside what is typed: in whole, over as many lines as it needs.
    static func drawProblem(_ problem: String, above y: Int, into scene: inout Scene) {
        let lines = Wrapped.lines(problem, width: max(1, scene.grid.width - 2)).prefix(max(0, y))
        scene.grid.fill(Rect(x: 0, y: y - lines.count, width: scene.grid.width, height: lines.count), Style(on: .prompt))
        for (index, line) in lines.enumerated() {
            scene.grid.put(line, x: 1, y: y - lines.count + index, width: scene.grid.width - 2, style: .warning.on(.prompt))
        }
    }

    /// The cells of each field. A date is short; what is written beside it has the rest. Others are of one width where there is room, so that
    /// none moves when another is typed in.
    private static func widths(_ prompt: Prompt, _ shown: [Int], room: Int) -> [Int] {
        let (longestDate, longest, roomy) = (24, 40, 20)
        if shown.count == 2, prompt.dateField != nil {
            let date = min(longestDate, room / 2)
            return [date, room - date]
        }
        let others = room / shown.count >= roomy ? min(longest, room / shown.count) : min(16, room / shown.count)
        let own = others >= roomy ? others : room - others * (shown.count - 1)
        return shown.map { $0 == prompt.focus ? own : others }
    }

    /// Several fields in one line, the one that is typed in with the most room; where there is little, that one alone.
    private static func drawFields(_ prompt: Prompt, _ state: DeskState, y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        var x = 1 + scene.grid.put(prompt.label(in: state), x: 1, y: y, width: end - 1, style: .promptLabel) + 2
        let titles = prompt.fieldTitles(in: state)
        let gaps = titles.map { TextWidth.of($0) + 1 }.reduce(0, +) + 2 * (titles.count - 1)
        let least = 10
        let shown = end - x - gaps >= least * titles.count ? Array(titles.indices) : [prompt.focus]
        let room = shown.count == 1 ? end - x - TextWidth.of(titles[prompt.focus]) - 1 : end - x - gaps
        for (index, cells) in zip(shown, widths(prompt, shown, room: room)) {
            let isHere = index == prompt.focus
            x += scene.grid.put(titles[index], x: x, y: y, width: max(0, end - x), style: (isHere ? Style.bold : .dim).on(.prompt)) + 1
            let width = max(1, min(end - x, cells))
            prompt.fields[index].draw(into: &scene.grid, x: x, y: y, width: width, style: .field, focused: isHere)
            scene.hit(Rect(x: x, y: y, width: width, height: 1), .promptField(index))
            x += width + 2
        }
        // A problem stands above the line, which the fields fill.
        if case .newCustomer = prompt.purpose, let problem = prompt.problem, y > 1 { drawProblem(problem, above: y, into: &scene) }
    }

    /// All choices, over as many lines as they need: what cannot be seen cannot be chosen.
    private static func drawOptions(
        _ options: [PromptOption], _ prompt: Prompt, _ state: DeskState, lastLine: Int, into scene: inout Scene
    ) {
        let end = scene.grid.width - 1
        let beside = 1 + TextWidth.of(prompt.label(in: state)) + 2
        // Where they have no room beside the words, they stand below them.
        let isBelow = beside + (options.map { TextWidth.of($0.text) + 2 }.max() ?? 0) > end
        let left = isBelow ? 3 : beside
        var lines: [[PromptOption]] = isBelow ? [[], []] : [[]]
        var used = left
        for option in options {
            let width = TextWidth.of(option.text) + 2
            if used + width > end, !(lines.last?.isEmpty ?? true) {
                lines.append([])
                used = left
            }
            lines[lines.count - 1].append(option)
            used += width + 2
        }
        let top = max(0, lastLine - lines.count + 1)
        scene.grid.fill(Rect(x: 0, y: top, width: scene.grid.width, height: lastLine - top + 1), Style(on: .prompt))
        scene.grid.put(prompt.label(in: state), x: 1, y: top, width: max(0, end - 1), style: .promptLabel)
        for (index, line) in lines.enumerated() where top + index <= lastLine {
            drawLine(line, from: left, to: end, y: top + index, into: &scene)
        }
        guard let problem = prompt.problem else { return }
        if used + 1 + TextWidth.of(problem) <= end {
            scene.grid.put(problem, x: used + 1, y: lastLine, width: end - used - 1, style: .warning.on(.prompt))
        } else {
            drawProblem(problem, above: top, into: &scene)
        }
    }

    private static func drawLine(_ options: [PromptOption], from left: Int, to end: Int, y: Int, into scene: inout Scene) {
        var x = left
        for option in options where x < end {
            let start = x
            x += scene.grid.put(String(option.key), x: x, y: y, width: end - x, style: .accent.on(.prompt).bolded()) + 1
            var style = Style(option.role, on: .prompt)
            if option.isOn { style = style.bolded().underlined() }
            x += scene.grid.put(option.text, x: x, y: y, width: max(0, end - x), style: style)
            scene.hit(Rect(x: start, y: y, width: x - start, height: 1), .option(option.key))
            x += 2
        }
    }

    private static func countryEcho(_ text: String, _ state: DeskState) -> NextCallPrompt.Piece {
        if let country = Country.find(text) { return ("\(country.name) (\(country.code))", .good) }
        let now = state.configuration.user.country.map { "now \($0.name); " } ?? ""
        return ("\(now)two letters or a name, such as IT", .dim)
    }

    /// The text beside the field.
    private static func echo(_ prompt: Prompt, _ state: DeskState, width: Int) -> [NextCallPrompt.Piece] {
        if let problem = prompt.problem { return [(problem, .warning)] }
        if let at = prompt.draftAt {
            return [("draft from \(Draft.moment(at, state)), Ctrl-U empties", .dim)]
        }
        switch prompt.purpose {
        case .country: return [countryEcho(prompt.field.text, state)]
        case .search, .viewQuery:
            guard let days = QueryDays.words(of: prompt.field.text, in: state), TextWidth.of(days) <= width else { return [] }
            return [(days, .good)]
        case .nextCall, .marked: return prompt.dateField == nil ? [] : NextCallPrompt.meaning(prompt, state, width: width)
        default: return []
        }
    }
}
