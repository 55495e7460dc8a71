import CRM
import TerminalKit

/// The prompt for a next call: what the typed text means, what stands on that day already, and the shorthand.
enum NextCallPrompt {
    typealias Piece = (text: String, style: Style)

    /// The commonest forms with what they mean.
    private static let shorthand = [
        ("t", "tomorrow"), ("w", "in a week"), ("m", "in a month"), ("e", "end of day"), ("17:30", ""), ("3d", ""), ("-", "none"),
    ]

    /// One line below the field, as far as there is room.
    static func drawShorthand(y: Int, into scene: inout Scene) {
        var x = 1
        for (form, meaning) in shorthand {
            let width = TextWidth.of(form) + (meaning.isEmpty ? 0 : 1 + TextWidth.of(meaning))
            guard x + width < scene.grid.width else { return }
            let used = scene.grid.put(form, x: x, y: y, style: .accent.on(.prompt).bolded())
            if !meaning.isEmpty { scene.grid.put(meaning, x: x + used + 1, y: y, style: .dim.on(.prompt)) }
            x += width + 3
        }
    }

    /// The meaning of the typed text, while it is typed, in pieces that fit `width` cells: the date in full where there is room for it.
    static func meaning(_ prompt: Prompt, _ state: DeskState, width: Int) -> [Piece] {
        let context = state.callDates(moving: prompt)
        switch CallDateParser.parse(prompt.dateField?.text ?? "", in: context) {
        case .empty:
            if case .marked = prompt.purpose { return [("one date for all of them", .dim)] }
            let now = CallDateText.short(context.standing, in: context).text
            return [(now.isEmpty ? "no next call yet" : "now \(now)", .dim)]
        case .cleared: return [("no next call", .warning)]
        case .incomplete: return [("…", .dim)]
        case .wrong(let sentence): return [(sentence, .warning)]
        case .resolved(let call, let isPast):
            var asides: [Piece] = isPast ? [("in the past", .warning)] : []
            let isFree = !context.workingHours.isWorkingDay(call.day)
            let brief = asides + (isFree ? [("day off", .warning)] : [])
            if isFree { asides.append(("not a working day", .warning)) }
            let style: Style = asides.isEmpty ? .good : .warning
            let known = isPast ? [] : prompt.load.map { $0.day == call.day ? words($0, at: call.time) : [] } ?? []
            let (long, short) = (CallDateText.long(call, in: context), CallDateText.brief(call, in: context))
            let dates = [[(long, style)] + asides, [(short, style)] + asides, [(short, style)] + brief]
            // The load gives way where there is no room for it, not the date.
            let forms = known.flatMap { load in dates.map { $0 + [(load, .dim)] } } + dates
            return forms.map(joined).first { $0.reduce(0) { $0 + TextWidth.of($1.text) } <= width } ?? joined(dates[2])
        }
    }

    private static func joined(_ pieces: [Piece]) -> [Piece] {
        Array(pieces.map { [$0] }.joined(separator: [(" · ", .dim)]))
    }

    /// `7 calls that day, 1 of them at 10`, and shorter `7 calls, 1 at 10`.
    private static func words(_ load: DayLoad, at time: TimeOfDay?) -> [String] {
        guard load.calls > 0 else { return ["no other call that day", "no other call"] }
        let calls = Numbers.count(load.calls, "call")
        guard let hour = time?.hour, let there = load.byHour[hour] else { return ["\(calls) that day", calls] }
        return ["\(calls) that day, \(there) of them at \(hour)", "\(calls), \(there) at \(hour)", calls]
    }
}

extension DeskState {
    /// The context in which a prompt's text is read: `+3` moves the date that stood when it opened, and none of several rows.
    func callDates(moving prompt: Prompt) -> CallDateContext {
        var context = callDates
        context.standing = NextCall(prompt.original)
        if case .marked = prompt.purpose { context.isOfSeveral = true }
        return context
    }
}

extension Desk {
    /// Asks what stands on the day that is being typed.
    static func dayTyped(_ state: DeskState) -> [DeskEffect] {
        guard let prompt = state.prompt, let field = prompt.dateField, let id = prompt.customerID else { return [] }
        let parse = CallDateParser.parse(field.text, in: state.callDates(moving: prompt))
        guard case .resolved(let call, _) = parse, prompt.load?.day != call.day else { return [] }
        return [.customer(.loadDay(call.day, except: id))]
    }

    static func dayLoaded(_ load: DayLoad, _ state: inout DeskState) -> [DeskEffect] {
        if state.prompt?.dateField != nil { state.prompt?.load = load }
        return []
    }
}
