import CRM
import TerminalKit

/// Calling through a list: one card after the other, the call prompt one key away.
extension Desk {
    /// Begins with the card of the customer at `place`.
    static func beginLoop(_ name: String, _ ids: [Customer.ID], at place: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard !ids.isEmpty else {
            state.say("Nobody in this list is to be called now.", .info)
            return []
        }
        state.loop = CallLoop(name: name, ids: ids, at: place)
        return openLoopCard(1, &state)
    }

    private static func openLoopCard(_ step: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard let id = state.loop?.current else { return [] }
        let field = state.card?.field
        state.shown.choose(id, &state)
        let effects = openCard(id, &state)
        if let field { state.card?.field = field }
        state.loop?.arriving = step
        return effects
    }

    /// The next card, or the one before; behind the last the loop is over.
    static func stepLoop(_ step: Int, _ state: inout DeskState) -> [DeskEffect] {
        state.loop?.offer = nil
        guard state.loop?.step(step) == true else {
            if step > 0 { return back(&state, leaves: false) }
            state.say("This is the first of them.", .info)
            return []
        }
        let effects = openLoopCard(step, &state)
        if step > 0 { state.loop?.offer(state.arrivedLeads) }
        return effects
    }

    /// To the card of the next customer, or the one before: of the loop, or of the list below.
    static func turnCard(_ step: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard state.loop != nil else { return state.shown.turnCard(step, &state) }
        guard step < 0 || state.loop?.offer == nil else {
            // The lead that has come is left for later: the next card is there already.
            state.loop?.offer = nil
            return []
        }
        return stepLoop(step, &state)
    }

    /// An outcome was written that leaves nothing to be done here: on to whoever comes next.
    static func goOn(after log: CallLog, _ next: NextCall?, _ customer: Customer, _ state: inout DeskState) -> [DeskEffect] {
        state.loop?.note(log.outcome, of: customer, next: next)
        guard CallOutcome.of(log.outcome).goesOn else { return [] }
        if state.loop != nil { return stepLoop(1, &state) }
        guard state.currentCustomer?.id == log.customerID else { return [] }
        guard state.card != nil else { return state.shown.move(1, &state) }
        let effects = state.shown.turnCard(1, &state)
        // At the end the card stays, and the line below says how the call ended.
        if state.card?.id == log.customerID { state.toast = nil }
        return effects
    }

    /// The outcome of a call was taken back: the next digit is for the same customer, from whom the outcome has led on.
    static func returnToCalled(_ id: Customer.ID, _ state: inout DeskState) -> [DeskEffect] {
        state.loop?.forget(id)
        // Somebody else is being called by now.
        if state.prompt?.calledID != nil { return [] }
        if state.loop?.go(to: id) == true {
            let effects = openLoopCard(1, &state)
            state.loop?.arriving = nil
            return effects
        }
        guard let card = state.card else {
            state.shown.choose(id, &state)
            return ensureRows(&state)
        }
        return card.id == id ? [] : openCard(id, &state)
    }

    // MARK: Whom nobody calls any more

    /// Passes over the customer of a card that was just opened when the work has ended meanwhile, or nobody may call.
    static func passOver(_ customer: Customer, _ state: inout DeskState) -> [DeskEffect] {
        guard let loop = state.loop, loop.current == customer.id else { return [] }
        guard let step = loop.arriving else { return [] }
        state.loop?.arriving = nil
        guard !loop.wasCalled(customer.id) else { return [] }
        let name = TextWidth.truncate(customer.customerName, to: 30)
        if customer.doNotCall != nil { return passOver("\(name) does not want to be called", step, &state) }
        guard state.configuration.statuses.type(of: customer.status).isEnded else { return [] }
        return passOver("\(name) is \(customer.status)", step, &state)
    }

    static func passOverGone(_ state: inout DeskState) -> [DeskEffect] {
        let name = state.card?.customer.map { TextWidth.truncate($0.customerName, to: 30) } ?? "A customer"
        return passOver("\(name) was deleted, or given to a colleague", state.loop?.arriving ?? 1, &state)
    }

    private static func passOver(_ why: String, _ step: Int, _ state: inout DeskState) -> [DeskEffect] {
        let effects = stepLoop(step, &state)
        if state.loop != nil {
            state.say("\(why): passed over.", .warning)
        } else {
            let end = state.toast?.text ?? ""
            state.toast?.text = "\(why). \(end)"
        }
        return effects
    }

    // MARK: Leads that come meanwhile

    /// Opens the card of a lead that has come, before whoever was next.
    static func takeIntoLoop(_ id: Customer.ID, _ state: inout DeskState) -> [DeskEffect] {
        state.loop?.offer = nil
        state.loop?.take(id)
        return openLoopCard(1, &state)
    }

    static func takeOffer(_ state: inout DeskState) -> [DeskEffect] {
        guard let id = state.loop?.offer?.id else { return [] }
        state.arrivedLeads.removeAll { $0.id == id }
        return takeIntoLoop(id, &state)
    }

    // MARK: The end

    /// Says what the calls came to.
    static func endLoop(_ state: inout DeskState) {
        guard let loop = state.loop else { return }
        state.loop = nil
        state.shown.choose(loop.current, &state)
        let known = state.calls.counts?.next.flatMap { next in next.nextCall.map { ($0, next.customerName) } }
        let next = (loop.agreed.values.map { ($0.call, $0.name) } + [known].compactMap { $0 }).filter { call, _ in
            call.day == state.today && call.time.map { $0 > TimeOfDay(state.now, in: state.configuration.zone) } ?? false
        }.min { $0.0 < $1.0 }
        let words = next.map { " Next: \(CallPrompt.moment($0.0, in: state)) \(TextWidth.truncate($0.1, to: 30))." } ?? ""
        state.say(loop.summary + words, .info)
        // It stays until a key: there is much to read in it.
        state.toast?.until = nil
    }
}
