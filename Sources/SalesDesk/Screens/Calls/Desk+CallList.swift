import CRM
import Foundation
import TerminalKit

/// The Calls screen: opening, moving, groups, and what changes it.
extension Desk {
    static func openCalls(_ state: inout DeskState) -> [DeskEffect] {
        // A new view: rows that were dealt with go.
        showCalls(state.calls.group, keeping: state.calls.list?.selectedID, &state) + [.calls(.count)]
    }

    /// Shows a group, or all; the cursor stays on a customer that is in it.
    static func showCalls(_ group: CallGroup?, keeping id: Customer.ID?, _ state: inout DeskState) -> [DeskEffect] {
        var list = state.calls.list ?? CallListState(CallQuery(group: group))
        let query = CallQuery(group: group)
        let request = id.map { list.open(query, around: $0) } ?? list.open(query)
        state.calls.list = list
        return [.calls(.load(request))]
    }

    /// Those who are called at night sink to the end of what is shown.
    static func callsLoaded(
        _ request: WindowRequest<CallQuery>, _ rows: [CallRow], _ kept: [CallRow], _ moment: CallMoment, _ state: inout DeskState
    ) -> [DeskEffect] {
        let nights = CallNights(state)
        let arranged = CallReason.arranged(
            rows, at: moment, statuses: state.configuration.statuses, customer: { $0.customer }, isNight: nights.isNight)
        let window = RowWindow(rows: arranged, atStart: true, atEnd: true)
        let (height, isQuiet) = (CallsLayout(state).rowCount, state.isQuiet)
        let before = state.calls.list?.selectedRow
        guard state.calls.list?.take(request, window, kept: kept, isQuiet: isQuiet, height: height) == true else { return [] }
        if state.screen == .calls, let list = state.calls.list, let lost = list.lost(before, by: request)?.customer,
            belongs(lost, in: list, at: moment, state)
        {
            loseRow(lost, &state)
        }
        state.calls.moment = moment
        showPending(&state)
        dropDealtWith(rows.map(\.customer), &state)
        return readCallsOn(&state) + (state.screen == .calls ? checkMarks(state) : [])
    }

    /// Whether a customer as they were is still in the group that is shown: others left it as time went by, or are behind the last row.
    private static func belongs(_ customer: Customer, in list: CallListState, at moment: CallMoment, _ state: DeskState) -> Bool {
        guard let reason = CallReason(customer, at: moment, statuses: state.configuration.statuses) else { return false }
        return list.rows.count < CallListState.stride && (list.query.group.map { $0 == reason.group } ?? true)
    }

    /// The question that was put off until the one under way was answered.
    private static func readCallsOn(_ state: inout DeskState) -> [DeskEffect] {
        let height = CallsLayout(state).rowCount
        state.calls.list?.keepVisible(height)
        return state.calls.list?.next(height).map { [.calls(.load($0))] } ?? []
    }

    /// The rows are read again where they are looked at; their counts stand in the header of every screen.
    static func readCallsAgain(_ state: inout DeskState, isShown: Bool) -> [DeskEffect] {
        let height = CallsLayout(state).rowCount
        let request = isShown ? state.calls.list?.refresh(byPerson: false, height: height) : nil
        return request.map { [.calls(.load($0))] } ?? []
    }

    /// A time has come, or a day is over.
    static func clockOfCalls(_ state: inout DeskState, isShown: Bool) -> [DeskEffect] {
        guard let counts = state.calls.counts, counts.nextChange <= state.now, counts.moment.now < state.now else { return [] }
        return readCallsAgain(&state, isShown: isShown) + [.calls(.count)]
    }

    static func moveCalls(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        let height = CallsLayout(state).rowCount
        let before = state.calls.list?.selectedID
        state.calls.list?.move(by: lines, height: height)
        if lines > 0, let list = state.calls.list, list.selectedID == before, list.rows.count >= CallListState.stride,
            let all = state.calls.count(state.calls.group), all.isMore || all.count > list.rows.count
        {
            let (count, key) = (Numbers.grouped(list.rows.count), state.keys.of("calls.refresh"))
            state.say("The first \(count). \(key) shows others in place of those who were dealt with.", .info)
        }
        return readCallsOn(&state)
    }

    static func edgeOfCalls(last: Bool, _ state: inout DeskState) -> [DeskEffect] {
        let height = CallsLayout(state).rowCount
        guard let request = state.calls.list?.jump(last: last, height: height) else { return readCallsOn(&state) }
        return [.calls(.load(request))]
    }

    /// The group after the one that is shown, or the one before; behind the last comes the first.
    static func turnGroup(_ step: Int, _ state: inout DeskState) -> [DeskEffect] {
        let groups = state.calls.groups(withDays: CallsLayout(state).groups != nil)
        let index = groups.firstIndex { $0 == state.calls.group } ?? 0
        let next = groups[(index + step + groups.count) % groups.count]
        return showCalls(next, keeping: nil, &state)
    }

    /// The rows of the list, from whom the call loop takes its own: those that were dealt with are left out, and promised times that are
    /// still to come, where the person does not begin with one.
    static func callThroughCalls(_ state: inout DeskState) -> [DeskEffect] {
        guard let list = state.calls.list, let selected = list.selectedRow, let moment = state.callMoment else { return [] }
        let statuses = state.configuration.statuses
        let ids = list.rows.filter { row in
            guard let reason = CallReason(row.customer, at: moment, statuses: statuses) else { return false }
            if row.id == selected.id { return true }
            return state.isInCallGroup(row.customer) && (reason.isNow || state.calls.group != nil)
        }.map(\.id)
        guard let place = ids.firstIndex(of: selected.id) else {
            state.say("\(TextWidth.truncate(selected.customer.customerName, to: 30)) is not to be called any more.", .info)
            return []
        }
        return beginLoop(CallsPresentation.title, ids, at: place, &state)
    }

    static func clickCalls(_ target: Hit.Target, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        guard case .calls(let hit) = target else { return [] }
        switch hit {
        case .group(let group): return showCalls(group, keeping: nil, &state)
        case .row(let id):
            state.calls.list?.choose(id)
            return isDouble ? callThroughCalls(&state) : []
        }
    }
}

extension DeskState {
    /// The moment for which reasons are told: of now, once the list was read.
    var callMoment: CallMoment? {
        calls.moment == nil ? nil : CallMoment(now, in: configuration.zone, hours: configuration.workingHours)
    }

    /// Whether a customer is still one of the group that is shown; one that was dealt with, or that a colleague has taken, keeps its line, dimmed.
    func isInCallGroup(_ customer: Customer) -> Bool {
        if ClaimPresentation.isTaken(customer, in: self) { return false }
        guard let moment = callMoment, let reason = CallReason(customer, at: moment, statuses: configuration.statuses) else { return false }
        guard let group = calls.group else { return CallGroup.now.contains(reason.group) }
        return reason.group == group
    }
}

/// For whom it is no time to be called, each country looked up once.
struct CallNights {
    private let configuration: DeskConfiguration
    private let now: Date

    init(_ state: DeskState) {
        configuration = state.configuration
        now = state.now
    }

    func isNight(_ customer: Customer) -> Bool {
        guard let country = configuration.phones.number(customer.phoneNumber)?.country else { return false }
        return configuration.countryTimes.isNight(in: country, at: now)
    }

    /// The time on the customer's clocks; nil where it is not one time.
    func time(_ customer: Customer) -> TimeOfDay? {
        configuration.phones.number(customer.phoneNumber)?.country.flatMap { configuration.countryTimes.time(in: $0, at: now) }
    }
}
