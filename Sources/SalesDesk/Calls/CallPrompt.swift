import CRM
import TerminalKit

/// The prompt of a call: whom, and the outcomes by group, each with the next call that it would write.
enum CallPrompt {
    /// The outcomes in the order of the table, as choices.
    static func options(_ id: Customer.ID, in state: DeskState) -> [PromptOption] {
        groups(id, in: state).flatMap(\.options)
    }

    private static func groups(_ id: Customer.ID, in state: DeskState) -> [(label: String, options: [PromptOption])] {
        CallOutcome.Group.allCases.map { group in
            let plans = CallOutcome.all.filter { $0.group == group }.compactMap { state.callPlan($0.id, for: id) }
            return (
                group.rawValue,
                plans.map { plan in
                    PromptOption(plan.outcome.digit, text(plan, in: state), closes: false) { Desk.choose(plan, &$0) }
                }
            )
        }
    }

    /// `no answer → 15:17`, `interested …`, `wrong number`.
    private static func text(_ plan: CallPlan, in state: DeskState) -> String {
        let title = state.configuration.outcomes[plan.outcome.id]
        switch plan.outcome.nextCall {
        case .asked(let standing):
            // A day that stands there already is told as well; it can still be changed.
            guard case .resolved(let call, _) = CallDateParser.parse(state.onWorkingDay(standing), in: state.callDates),
                call.day != state.today
            else {
                return "\(title) …"
            }
            return "\(title) → \(moment(call, in: state)) …"
        case .none: return title
        case .cadence:
            let call = plan.nextCall.map { moment($0, in: state) }
            return "\(title) → \([plan.parks ? plan.status : nil, call].compactMap { $0 }.joined(separator: " "))"
        }
    }

    /// A next call in few cells: `15:17`, `tom 09:00`, `Fri 27 Nov`.
    static func moment(_ call: NextCall, in state: DeskState) -> String {
        let text = CallDateText.short(call, in: state.callDates).text
        if call.day == state.today, let time = call.time { return time.description }
        return text.replacing("tomorrow", with: "tom", maxReplacements: call.time == nil ? 0 : 1)
    }

    // MARK: Drawing

    static func draw(_ id: Customer.ID, _ prompt: Prompt, _ state: DeskState, lastLine: Int, into scene: inout Scene) {
        let lines = layout(groups(id, in: state), width: scene.grid.width)
        let top = max(0, lastLine - lines.count)
        scene.grid.fill(Rect(x: 0, y: top, width: scene.grid.width, height: lastLine - top + 1), Style(on: .prompt))
        // Where the terminal is too low for all, the first outcomes stay in sight: they are the commonest, and the keys of the others work.
        for (index, line) in lines.enumerated() {
            let y = max(0, lastLine - lines.count + 1) + index
            guard y <= lastLine else { break }
            scene.grid.put(line.label, x: 1, y: y, style: .dim.on(.prompt))
            for (x, option) in line.options { draw(option, x: x, y: y, into: &scene) }
        }
        if let customer = state.called(id), lastLine >= lines.count { drawHead(customer, prompt, state, y: top, into: &scene) }
    }

    private static func draw(_ option: PromptOption, x: Int, y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        let used = scene.grid.put(String(option.key), x: x, y: y, width: max(0, end - x), style: .accent.on(.prompt).bolded()) + 1
        let text = scene.grid.put(option.text, x: x + used, y: y, width: max(0, end - x - used), style: Style(on: .prompt))
        scene.hit(Rect(x: x, y: y, width: used + text, height: 1), .option(option.key))
    }

    /// `CALL  María Rossi   +39 347 123 4567   copied · Italy, 14:32 there    0:07`
    private static func drawHead(_ customer: Customer, _ prompt: Prompt, _ state: DeskState, y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        let isWrong = PhonePresentation.isWrong(customer)
        let phone =
            customer.phoneNumber.isEmpty ? "no \(CustomerField.phoneNumber.title)" : state.configuration.phones.text(customer.phoneNumber)
        let name = TextWidth.truncate(customer.customerName, to: max(8, min(30, end - 12 - TextWidth.of(phone))))
        var pieces: [(gap: String, text: String, style: Style)] = [
            ("", "CALL", .promptLabel), ("  ", name, .bold),
            ("   ", phone, customer.phoneNumber.isEmpty || isWrong ? .dim : .accent.bolded()),
        ]
        let taken = pieces.reduce(0) { $0 + TextWidth.of($1.gap) + TextWidth.of($1.text) }
        let problem = prompt.problem ?? state.untoldNewsOfCall
        let other = prompt.call.others.first.map { busy($0, in: state) }
        let fits = { (text: String) in 1 + taken + 3 + TextWidth.of(text) <= end }
        let isBeside = (problem: problem.map(fits) ?? false, other: problem == nil && other.map(fits) ?? false)
        // A sentence that has no room beside the number is told in whole above it.
        let above = [isBeside.problem ? nil : problem, isBeside.other ? nil : other].compactMap { $0 }
        if !above.isEmpty { PromptView.drawProblem(above.joined(separator: " · "), above: y, into: &scene) }
        if let problem, isBeside.problem {
            pieces.append(("   ", problem, .warning))
        } else {
            var asides: [(String, Style)] = isBeside.other ? [(other ?? "", .warning)] : []
            asides += (prompt.call.dialled ?? (prompt.call.isCopied ? "copied" : nil)).map { [($0, .good)] } ?? []
            if isWrong { asides.append((state.configuration.outcomes[.wrongNumber], .warning)) }
            let used = asides.reduce(1 + taken + 3) { $0 + TextWidth.of($1.0) + 3 }
            let there = PhonePresentation.there(customer.phoneNumber, in: state)
            // The time there is worth more than the country's name.
            let whole = there?.text ?? PhonePresentation.asides(customer.phoneNumber, in: state).first
            let mark = there?.isNight == true ? " \(PhonePresentation.nightMark)" : ""
            let brief = PhonePresentation.brief(customer.phoneNumber, in: state).map { String($0.dropLast(mark.count)) }
            let forms = [whole, brief, brief.map { $0.replacing(" there", with: "") }].compactMap { $0 }
            let shown = forms.first { used + TextWidth.of($0 + mark) <= end } ?? forms.last
            asides += shown.map { [($0, .dim)] } ?? []
            for (index, (text, style)) in asides.enumerated() { pieces.append((index == 0 ? "   " : " · ", text, style)) }
            if !mark.isEmpty { pieces.append((" ", PhonePresentation.nightMark, .warning)) }
        }
        var x = 1
        for (gap, text, style) in pieces where x < end {
            x += scene.grid.put(gap, x: x, y: y, width: end - x, style: .dim.on(.prompt))
            x += scene.grid.put(text, x: x, y: y, width: max(0, end - x), style: style.on(.prompt))
        }
        if let clock = prompt.call.clock(at: state.now), x + 2 + clock.count <= end {
            scene.grid.put(clock, x: end - clock.count, y: y, style: .dim.on(.prompt))
        }
    }

    /// `ana is calling since 14:31`
    private static func busy(_ call: CallUnderWay, in state: DeskState) -> String {
        let since = InstantPresentation.minute(call.began, now: state.now, in: state.configuration.zone)
        return "\(TextWidth.truncate(SafeText.clean(call.author), to: 16)) is calling since \(since)"
    }

    /// The line above the fields that an outcome asks for: whose call it is, and what the typed date means.
    static func drawMeaning(_ id: Customer.ID, _ prompt: Prompt, _ state: DeskState, y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        let name = TextWidth.truncate(state.called(id)?.customerName ?? "", to: max(8, end / 3))
        var x = 1 + scene.grid.put(name, x: 1, y: y, width: end - 1, style: .bold.on(.prompt)) + 3
        let meaning = { NextCallPrompt.meaning(prompt, state, width: max(0, end - x)) }
        let problem = prompt.problem ?? state.untoldNewsOfCall
        var pieces = problem.map { [($0, .warning)] } ?? meaning()
        if pieces.count == 1, pieces[0].style == .warning, x + TextWidth.of(pieces[0].text) > end {
            PromptView.drawProblem(pieces[0].text, above: y, into: &scene)
            pieces = problem == nil ? [] : meaning()
        }
        for (text, style) in pieces where x < end {
            x += scene.grid.put(text, x: x, y: y, width: end - x, style: style.on(.prompt))
        }
    }

    // MARK: Where the outcomes stand

    private struct Line {
        var label = ""
        var options: [(x: Int, option: PromptOption)] = []
    }

    private static let gap = 2

    /// One line a group, the outcomes below each other; over more lines where the terminal is narrow.
    private static func layout(_ groups: [(label: String, options: [PromptOption])], width: Int) -> [Line] {
        let left = 1 + (groups.map { TextWidth.of($0.label) }.max() ?? 0) + gap
        func cells(_ option: PromptOption) -> Int { TextWidth.of(option.text) + 2 }
        let columns = (groups.map(\.options.count).max() ?? 0)
        // The last of a line pushes nothing aside.
        let widths = (0..<columns).map { index in
            groups.compactMap { index + 1 < $0.options.count ? cells($0.options[index]) : nil }.max() ?? 0
        }
        let isAligned = groups.allSatisfy { group in
            guard let last = group.options.last else { return true }
            return left + widths.prefix(group.options.count - 1).reduce(0) { $0 + $1 + gap } + cells(last) <= width - 1
        }
        return groups.flatMap { label, options in
            var lines = [Line(label: label)]
            var x = left
            for (index, option) in options.enumerated() {
                if !isAligned, x > left, x + cells(option) > width - 1 {
                    lines.append(Line())
                    x = left
                }
                lines[lines.count - 1].options.append((x, option))
                x += (isAligned ? widths[index] : cells(option)) + gap
            }
            return lines
        }
    }
}
