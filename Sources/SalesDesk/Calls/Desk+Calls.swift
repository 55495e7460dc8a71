import CRM
import Foundation
import TerminalKit

/// Calls: the prompt with the outcomes, what some of them ask, and the one step that each of them writes.
extension Desk {
    /// The sentence that says that the customer does not want to be called, and who was told when; nil for a customer who may be called.
    static func refusesCalls(_ state: DeskState) -> String? {
        state.marks != nil ? nil : state.currentCustomer.flatMap { refusal(of: $0, state) }
    }

    /// The same of any customer.
    static func refusal(of customer: Customer, _ state: DeskState) -> String? {
        customer.doNotCall.map { state.refusal(of: customer.customerName, $0) }
    }

    /// Opens the prompt. The number goes to the clipboard, unless it is known to be somebody else's.
    static func askCall(_ customer: Customer, _ state: inout DeskState) -> [DeskEffect] {
        state.loop?.offer = nil
        _ = ask(.call(customer.id), &state)
        state.prompt?.call = PromptedCall(began: state.now, known: customer)
        guard let number = customer.numberToCall else { return [] }
        let phones = state.configuration.phones
        return [.copy(phones.number(number)?.e164 ?? number, what: phones.text(number))]
    }

    /// Leaves what an outcome asks, back to the outcomes: a digit is easily mistaken, and what was typed goes along. Nil in other prompts.
    static func backToOutcomes(_ prompt: Prompt, _ state: inout DeskState) -> [DeskEffect]? {
        switch prompt.purpose {
        case .callDetails(let id, _), .lostReason(let id):
            _ = ask(.call(id), &state)
            state.prompt?.call = prompt.call
            state.prompt?.call.refused = nil
            guard let note = prompt.note else { return [] }
            if prompt.dateField != nil { state.prompt?.call.typedDate = prompt.typedDate }
            return state.keep(draft(prompt.fields.last?.text ?? "", for: note, state), for: note)
        default: return nil
        }
    }

    static func choose(_ plan: CallPlan, _ state: inout DeskState) -> [DeskEffect] {
        if let effects = tellNews(before: String(plan.outcome.digit), &state) { return effects }
        let (outcome, id) = (plan.outcome, plan.customer.id)
        let call = state.prompt?.call
        switch outcome.nextCall {
        case .asked(let standing):
            let isKept = state.drafts[.callDetails(id, outcome.id)] != nil
            _ = ask(.callDetails(id, outcome.id), text: plan.customer[field: .nextCallDate], &state)
            let typed = call?.typedDate
            if typed != nil || isKept { state.prompt?.isStanding = false }
            if let text = typed ?? (isKept ? nil : state.onWorkingDay(standing)) { state.prompt?.fields[0] = TextField(text) }
        case .none where outcome.asksNote: _ = ask(.callDetails(id, outcome.id), &state)
        case .none where outcome.id == .notInterested && !state.configuration.lostReasons.isEmpty: _ = ask(.lostReason(id), &state)
        case .cadence, .none: return write(plan, nextCall: plan.nextCall, &state)
        }
        if let call { state.prompt?.call = call }
        return dayTyped(state)
    }

    /// Says before an outcome is written what somebody else wrote meanwhile: the same key again writes all the same, and no other. Nil where
    /// there is nothing to say.
    ///
    /// - Parameter key: the one that was to write it.
    private static func tellNews(before key: String, _ state: inout DeskState) -> [DeskEffect]? {
        guard let news = state.newsOfCall(), let id = state.prompt?.calledID, let customer = customer(id, in: state) else { return nil }
        if let sentence = refusal(of: customer, state) {
            let kept = state.prompt.map { keepTyped($0, &state) }
            state.prompt = nil
            state.say([sentence, kept?.sentence].compactMap(\.self).joined(separator: " "), .warning)
            return kept?.effects ?? []
        }
        if state.prompt?.call.refused?.key == key, state.untoldNewsOfCall == nil {
            state.prompt?.call.refused = nil
            state.prompt?.call.known = customer
            return nil
        }
        state.prompt?.call.refused = RefusedOutcome(key: key, told: customer)
        state.prompt?.blindAt = state.now
        return refuse("\(news). \(key) again writes yours over it, \(state.keys.of("prompt.cancel")) leaves it", &state)
    }

    static func lose(_ id: Customer.ID, because reason: String, _ state: inout DeskState) -> [DeskEffect] {
        guard let plan = state.callPlan(.notInterested, for: id) else { return leavePromptByClick(&state) }
        return write(plan, nextCall: plan.nextCall, reason: reason, &state)
    }

    /// Next call and note were typed.
    static func answerCall(_ id: Customer.ID, _ outcome: CallOutcome.ID, _ prompt: Prompt, _ state: inout DeskState) -> [DeskEffect] {
        guard let plan = state.callPlan(outcome, for: id) else { return leavePromptByClick(&state) }
        let note = (prompt.fields.last?.text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard let field = prompt.dateField else { return write(plan, nextCall: plan.nextCall, note: note, &state) }
        let context = state.callDates(moving: prompt)
        switch CallDateParser.parse(field.text.trimmingCharacters(in: .whitespacesAndNewlines), in: context) {
        case .cleared: return write(plan, nextCall: nil, note: note, &state)
        case .resolved(let call, _): return write(plan, nextCall: call, note: note, &state)
        case .empty:
            state.prompt?.focus = 0
            return refuse("when is the next call? a date, or - for none", &state)
        case .incomplete:
            state.prompt?.focus = 0
            return refuse(CallDateSentence.notYet(context), &state)
        case .wrong(let sentence):
            state.prompt?.focus = 0
            return refuse(sentence, &state)
        }
    }

    private static func write(
        _ plan: CallPlan, nextCall: NextCall?, note: String = "", reason: String? = nil, _ state: inout DeskState
    ) -> [DeskEffect] {
        let letter = reason.flatMap { reason in state.configuration.lostReasons.first { $0.id == reason } }.map { String($0.letter) }
        if let effects = tellNews(before: letter ?? state.keys.of("prompt.answer"), &state) { return effects }
        let typed = state.prompt?.note
        state.prompt = nil
        let id = plan.customer.id
        let log = CallLog(customerID: id, outcome: plan.outcome.id, edits: plan.edits(nextCall: nextCall), note: note, lostReason: reason)
        // Words of a call that could not be saved are not there once more when it is.
        state.drafts[.callDetails(id, plan.outcome.id)] = nil
        let forgotten = typed.map { state.keep(nil, for: $0) } ?? []
        let isLast = state.loop?.isAtEnd == true && plan.outcome.goesOn
        // The sentence that ends the loop stands in the place of that about the call.
        return write(.logCall(log), isLast ? .none : .called, &state) + goOn(after: log, nextCall, plan.customer, &state) + forgotten
    }
}

extension DeskState {
    /// The refusal to call or to write, with the moment on the user's clock.
    func refusal(of name: String, _ wish: DoNotCall) -> String {
        wish.refusal(
            of: TextWidth.truncate(SafeText.clean(name), to: 40),
            moment: InstantPresentation.minute(wish.at, now: now, in: configuration.zone))
    }

    /// The text of a next call that the program proposes: where it means a day off, the next working day.
    func onWorkingDay(_ text: String) -> String {
        let hours = configuration.workingHours
        guard case .resolved(let call, _) = CallDateParser.parse(text, in: callDates), call.time == nil, !hours.isWorkingDay(call.day)
        else { return text }
        return "\(hours.workingDay(after: call.day).number - today.number)d"
    }

    /// The changes that an outcome would write now; nil where nothing is known of the customer.
    func callPlan(_ outcome: CallOutcome.ID, for id: Customer.ID) -> CallPlan? {
        called(id).map {
            CallPlan(
                .of(outcome), to: $0, at: now, statuses: configuration.statuses, cadence: configuration.cadence,
                hours: configuration.workingHours, zone: configuration.zone)
        }
    }
}

extension CallLog {
    /// The same call with one column as somebody else has left it, or written over that.
    func settled(_ field: CustomerField, theirs: String, keepsTheirs: Bool) -> CallLog {
        var log = self
        log.edits = edits.compactMap { edit in
            guard edit.field == field else { return edit }
            return keepsTheirs || edit.to == theirs ? nil : FieldEdit(field, from: theirs, to: edit.to)
        }
        return log
    }
}

extension Prompt {
    /// The outcomes of a call stand there to be chosen.
    var isOutcomes: Bool { if case .call = purpose { true } else { false } }

    /// It is about a call that is being made.
    var isOfCall: Bool { calledID != nil }

    /// The customer who is being called.
    var calledID: Customer.ID? {
        switch purpose {
        case .call(let id), .callDetails(let id, _), .lostReason(let id): id
        default: nil
        }
    }

    /// The customer whose next call it asks for.
    var customerID: Customer.ID? {
        switch purpose {
        case .nextCall(let id), .callDetails(let id, _): id
        default: nil
        }
    }

    /// Removes the text that the program put into the field when a person types there.
    ///
    /// - Parameter stroke: the key that is pressed; one that only moves leaves the text. Nil: text is pasted.
    mutating func dropStanding(at stroke: KeyStroke? = nil) {
        guard isStanding, focus == 0 else { return }
        isStanding = false
        guard let stroke else {
            fields[0] = TextField()
            return
        }
        if case .character = stroke.key, stroke.modifiers.isEmpty { fields[0] = TextField() }
    }
}
