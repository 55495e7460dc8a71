import CRM
import Foundation
import TerminalKit

@testable import SalesDesk

/// A desk with a spreadsheet open, at a fixed moment: Monday 23 November 2026, 14:32 in UTC.
struct SheetsFixture {
    static let now = Date(timeIntervalSince1970: 1_795_444_320)
    static let user = User(id: 1, name: "ana")

    var state: DeskState

    init(
        columns: Int = 110, rows: Int = 30, customers: [Customer] = SheetsFixture.customers, query: SheetQuery = SheetQuery(1),
        user: User = SheetsFixture.user,
        phoneFormat: PhoneFormat = .international, isNewUser: Bool = false, callbackIsLocal: Bool = false, keymap: Keymap = .standard,
        countryTimes: CountryTimes? = nil, preferences: [String: String] = [:]
    ) {
        var configuration = DeskConfiguration(
            user: user, statuses: .standard, zone: .gmt, dayStart: TimeOfDay.standardDayStart,
            endOfDay: TimeOfDay.standardEndOfDay, dayFirst: true, callbackURL: "https://crm.example.com/api/meta/webhook",
            isSimulated: false, notifications: true, bell: true, phoneFormat: phoneFormat, keymap: keymap)
        configuration.isNewUser = isNewUser
        configuration.preferences = preferences
        if let countryTimes { configuration.countryTimes = countryTimes }
        configuration.callbackIsLocal = callbackIsLocal
        state = DeskState(configuration: configuration, now: Self.now, size: Size(columns: columns, rows: rows))
        _ = Desk.reduce(&state, .news([.listener(.listening(address: "127.0.0.1:8080"))]))
        let effects = Desk.reduce(&state, .sheets(.spreadsheets(Self.summaries)))
        answerWindows(effects, with: customers)
    }

    /// Gives the windows asked for in `effects`, and those that follow from them, these rows, as if the spreadsheet had no others.
    mutating func answerWindows(_ effects: [DeskEffect], with customers: [Customer]) {
        for case .sheets(.loadWindow(let request)) in effects {
            let kept = request.keep.compactMap { id in customers.first { $0.id == id } }
            let rows = customers.filter { request.query.admits($0, state.configuration.phones) }
            let answer = DeskAction.sheets(.window(request, SheetWindow(rows: rows, atStart: true, atEnd: true), kept: kept))
            answerWindows(Desk.reduce(&state, answer), with: customers)
        }
    }

    @discardableResult mutating func press(_ names: String...) -> [DeskEffect] {
        names.flatMap { name in KeyStroke(name).map { Desk.reduce(&state, .input(.key($0))) } ?? [] }
    }

    @discardableResult mutating func type(_ text: String) -> [DeskEffect] {
        text.flatMap { Desk.reduce(&state, .input(.key(KeyStroke($0)))) }
    }

    var scene: Scene { DeskView.draw(state) }
    var screen: String { scene.grid.text() }
    /// The line of the screen on which a text stands, nil when it does not.
    func line(of text: String) -> Int? { screen.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(text) } }
    var selected: String? { state.sheets.grid?.selectedCustomer?.customerName }

    static let summaries = [
        SpreadsheetSummary(
            spreadsheet: Spreadsheet(id: 1, userID: 1, name: Spreadsheet.metaAdsLeads, description: Spreadsheet.metaAdsLeadsDescription),
            byStatus: ["new": 6, "attempted": 198, "interested": 1000]),
        SpreadsheetSummary(spreadsheet: Spreadsheet(id: 2, userID: 1, name: "Trade fair May", description: ""), byStatus: ["lost": 312]),
        SpreadsheetSummary(spreadsheet: Spreadsheet(id: 3, userID: 1, name: "Referrals", description: ""), byStatus: ["won": 58]),
    ]

    static func lead(
        _ id: Int64, _ name: String, _ phone: String, _ company: String, age: TimeInterval, status: String = "new",
        touched: TimeInterval? = nil, next: String = "2026-11-23"
    ) -> Customer {
        let created = now.addingTimeInterval(-age)
        return Customer(
            id: id, spreadsheetID: 1, customerName: name, companyName: company, phoneNumber: phone, email: "\(id)@example.com",
            remark: "Meta Lead ID: \(id)", status: status, nextCall: NextCall(next),
            lead: LeadMark(leadgenID: "\(id)", formName: "Kitchen form", isTest: false, createdTime: created), createdAt: created,
            firstTouchedAt: touched.map { created.addingTimeInterval($0) })
    }

    static let customers = [
        lead(20, "María Rossi", "+39 347 123 4567", "Acme Corp", age: 42),
        lead(19, "John Doe", "+1 415 555 2671", "Globex", age: 190),
        lead(18, "Priya Khan", "+91 98765 43210", "Hooli", age: 475),
        lead(17, "Đặng Thị Hoa", "+84 91 234 56 78", "Wonka", age: 9000, status: "attempted", touched: 2460, next: "2026-11-23 15:15"),
        lead(16, "田中 花子", "+81 90 1234 5678", "Initech", age: 9500, status: "attempted", touched: 7200, next: "2026-11-24 10:00"),
        lead(15, "Zoë Larsson", "+46 70 123 45 67", "Stark", age: 90_000, status: "interested", touched: 172_800, next: "2026-11-26"),
        lead(14, "Kofi Mensah", "+233 24 123 4567", "Tyrell", age: 91_000, status: "appointment", touched: 600, next: "2026-11-27 11:00"),
        lead(13, "Lena Novák", "+420 601 123 456", "Soylent", age: 92_000, status: "contacted", touched: 600, next: "2026-11-22"),
        lead(12, "Omar Haddad", "+961 3 123 456", "Umbrella", age: 93_000, status: "contacted", touched: 600, next: ""),
        lead(11, "Grace Okafor", "+234 803 123 4567", "Wayne", age: 94_000, status: "won", touched: 600, next: ""),
        lead(10, "شركة النور", "+971 50 123 4567", "Vandelay", age: 95_000, status: "lost", touched: 600, next: ""),
        lead(9, "हिन्दी नाम", "+91 22 1234 5678", "Cyberdyne", age: 96_000, status: "nurture", touched: 600, next: "2027-01-12"),
    ]
}

extension DeskEffect {
    /// The rows of the open list that it asks for.
    var window: CustomerRequest? {
        if case .sheets(.loadWindow(let request)) = self { request } else { nil }
    }
}
