import CRM
import Foundation
import TerminalKit

@testable import SalesDesk

/// A desk at 14:32:20 UTC on 23 November 2026 with two pages, for the tests of feed and settings.
enum FeedMoments {
    static let now = instant(14, 32, 20)

    static func instant(_ hour: Int, _ minute: Int, _ second: Int = 0, day: Int = 23) -> Date {
        let midnight = 1_795_392_000 + (day - 23) * 86_400
        return Date(timeIntervalSince1970: Double(midnight + hour * 3600 + minute * 60 + second))
    }

    /// - Parameter pages: nil: not read yet.
    static func desk(_ columns: Int = 110, _ rows: Int = 30, pages: [MetaPage]? = [kitchens, bathrooms]) -> DeskState {
        let configuration = DeskConfiguration(
            user: User(id: 1, name: "ana"), statuses: .standard, zone: .gmt, dayStart: TimeOfDay(hour: 9) ?? midnight,
            endOfDay: TimeOfDay(hour: 18) ?? midnight, dayFirst: true, callbackURL: "https://crm.example.com/api/meta/webhook",
            isSimulated: false, notifications: false, bell: false)
        var state = DeskState(configuration: configuration, now: now, size: Size(columns: columns, rows: rows))
        _ = Desk.reduce(&state, .news([.listener(.listening(address: "127.0.0.1:8080"))]))
        if let pages { _ = Desk.reduce(&state, .pages(pages)) }
        return state
    }

    private static let midnight = TimeOfDay(Date(timeIntervalSince1970: 0), in: .gmt)

    static let kitchens = MetaPage(
        id: "102858741624226", userID: 1, name: "Kitchens", hasAccessToken: true, signatureChecked: true,
        verifiedAt: instant(14, 2, day: 22),
        lastEventAt: instant(14, 32, 7), lastLead: .init(at: instant(14, 32, 7), customerName: "Priya Khan", formName: "Kitchen form"),
        token: TokenHealth(checkedAt: now, isValid: true))
    static let bathrooms = MetaPage(
        id: "2222", userID: 1, name: "Bathrooms", hasAccessToken: true, signatureChecked: false,
        state: .blocked(
            reason: "Invalid Meta Page Access Token", remedy: "Make a new page access token, enter it under Meta settings and save.",
            code: .tokenRefused), waiting: 4)

    static func row(
        _ id: Int64, _ state: EventState = .saved, at time: Date = instant(14, 0), kind: EventKind = .lead, page: String? = "Kitchens",
        form: String? = "Kitchen form",
        customer: String? = nil, attempts: Int = 1, next: Date? = nil, error: String? = nil, reason: EventReason? = nil,
        remedy: String? = nil, checked: Bool = true, took: Int? = nil
    ) -> FeedRow {
        let event = WebhookEvent(
            id: id, kind: kind, receivedAt: time, pageID: page == nil ? "99887766" : "102858741624226",
            leadgenID: kind == .lead ? "76922419066\(id)" : nil,
            signatureChecked: checked, state: state, attempts: attempts, nextAttemptAt: next, error: error, remedy: remedy,
            customerID: customer == nil ? nil : id + 1000, milliseconds: took, reason: reason)
        return FeedRow(event: event, pageName: page, formName: form, customerName: customer)
    }

    /// One event of each sort, newest first.
    static let rows = [
        row(9, at: instant(14, 32, 7), customer: "Priya Khan", took: 212),
        row(
            8, .blocked, at: instant(14, 31, 50), page: "Bathrooms", form: "Bath form", error: "Invalid Meta Page Access Token",
            remedy:
                "Make a new page access token, enter it under Meta settings and save. (Error validating access token: the session has expired.)"
        ),
        row(7, at: instant(14, 31, 12), customer: "María Rossi", checked: false, took: 188),
        row(6, at: instant(14, 30, 58), customer: "María Rossi", error: "same lead again, already here", reason: .duplicate, took: 1),
        row(5, .ignored, at: instant(14, 30, 11), kind: .test, form: nil, error: "Meta test received, signature ok"),
        row(4, .fetching, at: instant(14, 29, 40), form: "Sale form", attempts: 2),
        row(
            3, .waiting, at: instant(14, 29), next: instant(14, 33, 10), error: "Failed to fetch lead details",
            remedy: "Nothing to do: it is tried again by itself."),
        row(
            2, .blocked, at: instant(14, 28, 3), page: nil, form: nil, error: "No user found for page_id: 99887766", reason: .noUser,
            remedy: "Add the page under Meta settings, or with: leadsheet page set 99887766"),
        row(1, at: instant(9, 0, day: 22), customer: "田中 花子", took: 240),
    ]

    static func feed(_ columns: Int = 110, _ rows: Int = 30, filled: [FeedRow] = rows) -> DeskState {
        var state = desk(columns, rows)
        _ = Desk.show(.feed, &state)
        _ = Desk.reduce(&state, .feed(.rows(state.feed.refreshRequest, filled)))
        _ = Desk.reduce(&state, .feed(.summary(FeedSummary(arrivals: [0, 0, 1, 3, 6, 9, 7, 5, 2, 3, 1, 4], today: 38))))
        return state
    }

    static func text(_ state: DeskState) -> String { DeskView.draw(state).grid.text() }

    /// Presses keys by their names, blanks between them; gives what the last asks for.
    @discardableResult
    static func press(_ keys: String, _ state: inout DeskState) -> [DeskEffect] {
        var effects: [DeskEffect] = []
        for key in keys.split(separator: " ").compactMap({ KeyStroke(String($0)) }) { effects = Desk.reduce(&state, .input(.key(key))) }
        return effects
    }

    @discardableResult
    static func type(_ text: String, _ state: inout DeskState) -> [DeskEffect] {
        text.flatMap { Desk.reduce(&state, .input(.key(KeyStroke($0)))) }
    }
}
