import CRM
import Foundation
import TerminalKit

/// The rules of the screens: a state and an action give the next state and what is to be done. Pure.
public enum Desk {
    /// The work to be done before the first frame.
    public static func start(_ state: inout DeskState) -> [DeskEffect] {
        // Nobody's data are read before it is known whose.
        if case .who = state.overlay { return [] }
        goOnMuted(&state)
        return [.sheets(.loadSpreadsheets), .sheets(.loadViews), .loadPages] + refreshScreens(&state) + tellDigits(&state)
            + lookBack(&state)
    }

    public static func reduce(_ state: inout DeskState, _ action: DeskAction) -> [DeskEffect] {
        let (isBelow, said) = (state.overlay == nil, state.toast)
        let wasInPlace = state.prompt?.isInPlace(in: state) == true
        defer {
            // A sentence about what was done before is none about what opens over it.
            if isBelow, state.overlay != nil, state.toast == said, state.toast?.asks != true { state.toast = nil }
        }
        let effects = step(&state, action) + takeTypeahead(&state) + settlePreview(after: action, &state) + settleNeeds(&state)
        state.noteOwnChange(action, effects)
        lookAtCell(wasInPlace, &state)
        return effects
    }

    private static func step(_ state: inout DeskState, _ action: DeskAction) -> [DeskEffect] {
        switch action {
        case .input(let event): return input(event, &state)
        case .typed(let text): return typed(text, &state)
        case .news(let news): return self.news(news, &state).uniqued()
        case .clock:
            // One that would stay for longer than any was said before the clock was set back.
            if let until = state.toast?.until, until <= state.now || until > state.now + Self.longestToast { state.toast = nil }
            if state.isQuiet {
                let height = SheetsLayout(state).rowCount
                state.sheets.grid?.showArrivals(height)
            }
            var effects = ensureRows(&state) + queryOfNewDay(&state) + lookAtWriting(&state) + tellCallAgain(&state)
            for screen in state.screens { effects += screen.clock(&state) }
            return effects
        case .notices(let notices):
            if let notice = notices.first { state.say(notices.dropFirst().reduce(notice) { "\($0) \($1)" }, .warning) }
            return []

        case .sheets(let action): return sheets(action, &state)
        case .calls(let action): return calls(action, &state)
        case .feed(let action): return feed(action, &state)
        case .insights(let action): return insights(action, &state)
        case .meta(let action): return meta(action, &state)
        case .customer(let action): return customer(action, &state)
        case .forms(let action): return forms(action, &state)
        case .messages(let action): return messages(action, &state)
        case .dial(let action): return dial(action, &state)
        case .needs(let action): return needs(action, &state)
        case .marks(let action): return marks(action, &state)
        case .imports(let action): return imports(action, &state)
        case .presence(let action): return presence(action, &state)
        case .customersFound(let text, let customers): return customersFound(text, customers, &state)
        case .pages(let pages): return pagesLoaded(pages, &state)

        case .applied(let applied, let followUp):
            state.moves.end(followUp)
            return self.applied(applied, followUp, &state)
        case .refused(let change, let error):
            if change.movesCursor { stopMoves(&state) }
            // The first look is now: a cause that is over before any look has seen it would be said until the next change.
            return refused(change, error, &state) + lookAtWriting(&state)
        case .failed(let sentence):
            stopMoves(&state)
            state.say(sentence, .fault)
            return []
        case .shutOut:
            shutOut(&state)
            return []
        case .writable(let isSo):
            tookLook(isSo, &state)
            return []
        case .unread(let effect, let sentence):
            leave(effect, &state)
            stopMoves(&state)
            state.sayAside(sentence)
            return []
        case .unkept(let name, let sentence):
            state.unkept.insert(name)
            state.sayAside(sentence)
            return []
        case .became(let user, let preferences, let said):
            return [.restart(state.configuration.of(user, preferences: preferences), said: said)]
        case .undone(let applied):
            state.moves.endWrite()
            return reverted(applied, none: "There is nothing to undo.", &state)
        case .redone(let applied):
            state.moves.endWrite()
            return reverted(applied, none: "There is nothing to redo.", &state)
        case .turning(let action): return turning(action, &state)
        case .themed(let theme, let showsColours):
            let hint = showsColours ? "" : ". This terminal has no colours, or NO_COLOR is set, so it looks the same"
            state.say("theme: \(theme.rawValue)\(hint)", showsColours ? .info : .warning)
            return []
        case .suspensionRefused:
            let (suspend, quit) = (state.keys.of("suspend"), state.keys.of("quit"))
            state.say("No shell is there to come back to, so \(suspend) does nothing. \(quit) leaves Leadsheet.", .warning)
            return []
        case .copied(_, true) where state.prompt?.isOfCall == true:
            state.prompt?.call.isCopied = true
            return []
        case .copied(let what, let done):
            state.say(
                done ? "\(what) copied, if your terminal allows it" : "\(what) is too long for the terminal's clipboard",
                done ? .info : .warning)
            return []
        }
    }

    /// In seconds.
    static let longestToast: TimeInterval = 10

    /// When the screen would next look different by the passing of time alone; nil when it would not.
    public static func nextChange(_ state: DeskState) -> Date {
        let minute = Date(timeIntervalSince1970: (state.now.timeIntervalSince1970 / 60).rounded(.down) * 60 + 60)
        let toast = state.toast?.until ?? .distantFuture
        let arrivals =
            state.sheets.grid?.showsSoon == true && !state.isTyping && state.quietFrom > state.now ? state.quietFrom : .distantFuture
        let moments =
            ages(in: state).compactMap { $0.nextChange(after: state.now) } + state.screens.compactMap { $0.nextChange(state) }
            + state.needs.moments(after: state.now)
            + [state.presence.nextEnd(after: state.now), state.prompt?.call.nextChange(after: state.now)].compactMap { $0 }
        let writing = nextLookAtWriting(state) ?? .distantFuture
        return moments.reduce(min(minute, toast, arrivals, writing), min)
    }

    /// The ages that stand on the screen now.
    private static func ages(in state: DeskState) -> [LeadAge] {
        var running: [Customer] = state.announced.map { [$0] } ?? []
        if let card = state.card {
            running += card.customer.map { [$0] } ?? []
        } else {
            running += state.shown.ages(state)
        }
        return running.compactMap { LeadAge(of: $0, hours: state.configuration.workingHours, zone: state.configuration.zone) }
    }
}

extension DeskState {
    /// Shows a line for people; info and warnings go by themselves, faults stay until a key is pressed.
    ///
    /// - Parameters:
    ///   - command: the command whose key is offered behind the line, such as `undo`.
    ///   - step: when the step was written that this key takes back.
    mutating func say(_ text: String, _ level: Toast.Level, offering command: String? = nil, of step: Date? = nil) {
        let seconds: TimeInterval? = level == .info ? 5 : level == .warning ? Desk.longestToast : nil
        toast = Toast(level: level, text: text, until: seconds.map { now.addingTimeInterval($0) }, command: command, step: step)
    }

    /// Says that something could not be read or kept, where no sentence stands that waits for a key: that may be the outcome of a change.
    mutating func sayAside(_ fault: String) {
        if let toast, toast.until == nil, !toast.isAside { return }
        say(fault, .fault)
        toast?.isAside = true
    }

    /// Asks for the key of `command` a second time, with what follows from it. True when that was asked just now and this is the answer.
    mutating func confirms(_ command: String, of subject: Int64? = nil, _ text: String, word: String) -> Bool {
        if isAnswer(command, of: subject) {
            toast = nil
            return true
        }
        say(text, .warning, offering: command)
        toast?.word = word
        toast?.asks = true
        toast?.subject = subject
        return false
    }

    /// Whether the key of `command` answers the line that is shown.
    func isAnswer(_ command: String, of subject: Int64?) -> Bool {
        toast.map { $0.asks && $0.command == command && $0.subject == subject } ?? false
    }

    var callDates: CallDateContext {
        CallDateContext(
            now: now, zone: configuration.zone, workingHours: configuration.workingHours, endOfDay: configuration.endOfDay,
            dayStart: configuration.dayStart, dayFirst: configuration.dayFirst)
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it came first: a burst of news asks for the same rows only once.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
