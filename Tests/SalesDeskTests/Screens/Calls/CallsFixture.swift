import CRM
import Foundation
import TerminalKit

@testable import SalesDesk

/// The Calls screen over customers in memory, at the moment of ``SheetsFixture``: Monday 23 November 2026, 14:32 UTC.
struct CallsFixture {
    var desk: SheetsFixture
    /// The store's customers, with their newest lines.
    var rows: [CallRow]

    init(columns: Int = 80, rows height: Int = 24, _ rows: [CallRow] = CallsFixture.rows, countryTimes: CountryTimes? = nil) {
        desk = SheetsFixture(columns: columns, rows: height, customers: rows.map(\.customer), countryTimes: countryTimes)
        self.rows = rows
        press("2")
    }

    var scene: Scene { desk.scene }
    var screen: String { desk.screen }
    func line(_ number: Int) -> String { desk.scene.grid.rowText(number) }
    var selected: String? { desk.state.calls.list?.selectedRow?.customer.customerName }

    @discardableResult mutating func press(_ names: String...) -> [DeskEffect] {
        names.flatMap { name in answer(desk.press(name)) }
    }

    /// What the store would answer. Gives the effects, and those that follow from the answers.
    @discardableResult mutating func answer(_ effects: [DeskEffect]) -> [DeskEffect] {
        var all = effects
        let statuses = StatusCatalogue.standard
        let moment = CallMoment(desk.state.now, in: .gmt, hours: .standard)
        func reason(_ row: CallRow) -> CallReason? { CallReason(row.customer, at: moment, statuses: statuses) }
        for effect in effects {
            switch effect {
            case .later(let read): all += answer([read])
            case .calls(.load(let request)):
                let found = rows.filter { row in
                    guard let group = reason(row)?.group else { return false }
                    return request.query.group.map { $0 == group } ?? CallGroup.now.contains(group)
                }
                let kept = rows.filter { request.keep.contains($0.id) }
                all += answer(Desk.reduce(&desk.state, .calls(.rows(request, Array(found.prefix(request.limit)), kept: kept, at: moment))))
            case .calls(.count):
                let groups = Dictionary(grouping: rows.compactMap { reason($0)?.group }) { $0 }
                let next = rows.filter { if case .later = reason($0) { true } else { false } }.map(\.customer).min { left, right in
                    left.nextCall.map { call in right.nextCall.map { call < $0 } ?? true } ?? false
                }
                let due = rows.filter { reason($0)?.group == .due }.map(\.customer).sorted {
                    ($0.nextCall?.time?.minutes ?? 0, $0.id) < ($1.nextCall?.time?.minutes ?? 0, $1.id)
                }
                let counts = CallCounts(
                    groups.mapValues { MatchCount(count: $0.count, isMore: false) }, due: due, next: next, at: moment)
                all += answer(Desk.reduce(&desk.state, .calls(.counted(counts))))
            case .customer(.loadCard(let id)):
                let content = rows.first { $0.id == id }.map { CardContent(customer: $0.customer, lead: nil, timeline: []) }
                all += answer(Desk.reduce(&desk.state, .customer(content.map { .card($0) } ?? .cardGone(id))))
            case .apply(.logCall(let log), let followUp):
                guard let index = rows.firstIndex(where: { $0.id == log.customerID }) else { break }
                let customer = rows[index].customer
                for edit in log.edits { rows[index].customer.set(edit.field, edit.to) }
                rows[index].customer.firstTouchedAt = desk.state.now
                rows[index].customer.contact = customer.contact.after(log, to: customer.phoneNumber, by: "ana", at: desk.state.now)
                var applied = AppliedChange(
                    sentence: "call to \(customer.customerName): \(CallOutcome.of(log.outcome).title)", customerID: customer.id,
                    edits: log.edits,
                    name: customer.customerName)
                applied.outcome = log.outcome
                all += answer(Desk.reduce(&desk.state, .applied(applied, followUp)))
            default: break
            }
        }
        return all
    }

    /// Time passes, to its second. Gives what is asked for at its end.
    @discardableResult mutating func advance(_ seconds: TimeInterval) -> [DeskEffect] {
        desk.state.now += seconds
        return answer(Desk.reduce(&desk.state, .clock))
    }

    /// A lead comes in.
    mutating func arrive(_ customer: Customer) {
        rows.append(CallRow(customer: customer))
        answer(Desk.reduce(&desk.state, .news([.leadArrived(customer, userID: 1)])))
    }

    static func row(
        _ id: Int64, _ name: String, _ phone: String, _ status: String, next: String, leadAge: TimeInterval? = nil, last: String? = nil,
        form: String = "Kitchen form"
    ) -> CallRow {
        let created = SheetsFixture.now.addingTimeInterval(-(leadAge ?? 400_000))
        let customer = Customer(
            id: id, spreadsheetID: 1, customerName: name, phoneNumber: phone, status: status, nextCall: NextCall(next),
            lead: leadAge.map { _ in LeadMark(leadgenID: "\(id)", formName: form, isTest: false, createdTime: created) }, createdAt: created
        )
        let note = last.map {
            Activity(id: id, kind: .noted, at: SheetsFixture.now.addingTimeInterval(-19_200), author: "ana", text: $0)
        }
        return CallRow(customer: customer, last: note)
    }

    static let rows = [
        row(1, "Zoë Larsson", "+46 70 123 45 67", "interested", next: "2026-11-23 14:30", last: "call after lunch"),
        row(2, "María Rossi", "+39 347 123 4567", "new", next: "2026-11-23", leadAge: 42),
        row(3, "John Doe", "+1 415 555 2671", "new", next: "2026-11-23", leadAge: 190, form: "Bath form"),
        row(4, "Priya Khan", "+91 98765 43210", "new", next: "2026-11-23", leadAge: 2460),
        row(5, "Kofi Mensah", "+233 24 123 4567", "appointment", next: "2026-11-23 16:00", last: "showroom"),
        row(6, "Omar Haddad", "+961 3 123 456", "contacted", next: "2026-11-23", last: "sends the plan"),
        row(7, "Lena Novák", "+420 601 555 050", "contacted", next: "2026-11-22"),
        row(8, "Francesca Esposito", "+39 347 555 0464", "contacted", next: ""),
        row(9, "Grace Okafor", "+234 803 123 4567", "won", next: ""),
        row(10, "田中 花子", "+81 90 1234 5678", "contacted", next: "2026-11-24 10:00"),
    ]
}
