import CRM
import Foundation
import TerminalKit

/// The queue of all that waits for the person: one line and one key.
extension DeskState {
    /// In the order in which the key opens it.
    private var waiting: [Need] {
        [faultToMend.map(Need.fault), dueCalls().first.map(Need.due), announced.map(Need.lead), absence.map(Need.away)].compactMap { $0 }
    }

    /// The one that the key opens: the first that waits, or else something that was put off.
    var nextNeed: Need? { waiting.first ?? dueCalls(all: true).first.map(Need.due) ?? arrivedLeads.last.map(Need.lead) }

    /// The one that the line above the hints tells; a fault has a line of its own. In a loop leads are offered between two cards instead.
    var needInLine: Need? {
        waiting.first { need in
            switch need {
            case .fault: false
            case .due: true
            case .lead, .away: loop == nil
            }
        }
    }

    private var absence: Absence? { loop == nil ? needs.absence : nil }

    /// The worst fault that is mended on another screen, until the person has gone there or put it off. Nobody is led out of a loop.
    private var faultToMend: DeskFault? {
        guard loop == nil, let fault = faults.first(where: { $0.command != nil && !needs.knownFaults.contains($0.brief) }) else {
            return nil
        }
        return fault.command == screen.commandID && card == nil ? nil : fault
    }

    /// The promised calls that are due, in the order of their times, those of a place where it is night behind the others, without that of the card that is open, and those that a loop has
    /// passed.
    ///
    /// - Parameter all: those that were put off too.
    func dueCalls(all: Bool = false) -> [Customer] {
        guard !needs.due.isEmpty else { return [] }
        let moment = CallMoment(now, in: configuration.zone, hours: configuration.workingHours)
        let nights = CallNights(self)
        let calls = needs.due.filter { customer in
            guard customer.id != card?.id, loop?.hasShown(customer.id) != true,
                case .due? = CallReason(customer, at: moment, statuses: configuration.statuses)
            else {
                return false
            }
            return all || needs.isShown(customer, at: now)
        }
        // As in the call list, those of a place where it is night come last.
        return calls.filter { !nights.isNight($0) } + calls.filter(nights.isNight)
    }

    /// Until when bell and notifications are off; nil where they are on.
    var mutedUntil: Date? {
        // A clock that was set back mutes nobody for longer.
        needs.mutedUntil.flatMap { $0 > now && $0 <= now.addingTimeInterval(NeedsState.mute) ? $0 : nil }
    }
}

extension Desk {
    /// Leads to what waits.
    static func open(_ need: Need, _ state: inout DeskState) -> [DeskEffect] {
        switch need {
        case .fault(let fault):
            state.needs.knownFaults.insert(fault.brief)
            return fault.command.flatMap { CommandRegistry.byID[$0] }.map { CommandRegistry.run($0, &state) } ?? []
        case .due(let customer): return state.loop == nil ? openCard(customer.id, &state) : takeIntoLoop(customer.id, &state)
        case .lead: return openAnnounced(&state)
        case .away(let absence): return openHistory(since: absence.since, &state)
        }
    }

    /// Takes the first that waits out of sight: a call comes again once, a lead with the next one.
    static func putOffNeed(_ state: inout DeskState) {
        switch state.nextNeed {
        case .fault(let fault): state.needs.knownFaults.insert(fault.brief)
        case .due(let customer): state.needs.putOff(customer, at: state.now)
        case .lead: state.isPutOff = true
        case .away: state.needs.absence = nil
        case nil: break
        }
    }

    /// The calls that are due were read. Those whose time has come since the last reading ring; at the start none does.
    static func dueCounted(_ counts: CallCounts, since before: Date?, _ state: inout DeskState) {
        state.needs.due = counts.due
        state.needs.prune()
        showPending(&state)
        guard let before else { return }
        let fresh = counts.due.filter { customer in
            customer.nextCall?.time.map { counts.moment.instant(of: $0) > before } ?? false
        }
        guard let first = fresh.first, let time = first.nextCall?.time else { return }
        ring(fresh.count == 1 ? "Call due" : "\(fresh.count) calls due", "\(time) · \(first.customerName)", &state)
    }

    // MARK: Bell and notifications

    /// Tells what has come by bell and notification: at once, or after the call that is being made.
    static func ring(_ title: String, _ body: String, _ state: inout DeskState) {
        guard state.mutedUntil == nil else { return }
        state.needs.hold(NeedsState.Ring(title: title, body: body))
    }

    /// After every action: gives what is to be told now, and forgets the faults that are mended.
    static func settleNeeds(_ state: inout DeskState) -> [DeskEffect] {
        ringForFaults(&state)
        guard !state.needs.held.isEmpty, state.prompt?.isOfCall != true else { return [] }
        let rings = state.needs.release()
        let notes = state.configuration.notifications ? rings.map { DeskEffect.notify(title: $0.title, body: $0.body) } : []
        return (state.configuration.bell ? [.bell] : []) + notes
    }

    /// A fault rings once, and again only after it was mended.
    private static func ringForFaults(_ state: inout DeskState) {
        guard state.arePagesRead else { return }
        let faults = state.faults
        let briefs = Set(faults.map(\.brief))
        state.needs.knownFaults.formIntersection(briefs)
        if let rung = state.needs.rungFaults {
            for fault in faults where !rung.contains(fault.brief) {
                ring("Fault", [fault.sentence, fault.consequence].filter { !$0.isEmpty }.joined(separator: " · "), &state)
            }
        }
        state.needs.rungFaults = briefs
    }

    /// Nothing rings for an hour, or what was muted rings again.
    static func mute(_ state: inout DeskState) -> [DeskEffect] {
        if state.mutedUntil != nil {
            state.needs.mutedUntil = nil
            state.say("Bell and notifications are on again.", .info)
            return state.prefer(muted, nil)
        }
        let until = state.now.addingTimeInterval(NeedsState.mute)
        state.needs.mutedUntil = until
        _ = state.needs.release()
        let time = TimeOfDay(until, in: state.configuration.zone)
        state.say("No bell and no notification until \(time). \(state.keys.of("mute")) brings them back.", .info)
        return state.prefer(muted, "\(Int64(until.timeIntervalSince1970 * 1000))")
    }

    /// The name of the preference that tells until when nothing rings, in milliseconds since 1970: the hour goes on where the program is
    /// started anew.
    private static let muted = "muted"

    /// At the start: what was muted before is so for the rest of its hour.
    static func goOnMuted(_ state: inout DeskState) {
        guard let text = state.preferences[muted], let milliseconds = Double(text) else { return }
        state.needs.mutedUntil = Date(timeIntervalSince1970: milliseconds / 1000)
    }
}
