import CRM
import Foundation

extension CRMStore: ActivityListing {
    public func activities(of user: User.ID, since start: Date, kind: Activity.Kind?, limit: Int) throws -> [CustomerActivity] {
        try read { db in try activities(db, of: user, since: start, kind: kind, limit: limit) }
    }

    public func absence(of user: User.ID, since start: Date, at moment: CallMoment) throws -> Absence {
        try read { db in
            let name = try userName(db, user)
            let events = try activities(db, of: user, since: start, kind: nil, limit: Absence.most + 1)
            var absence = Absence(since: start)
            for event in events.prefix(Absence.most) { absence.count(event.activity, user: name) }
            absence.isMore = events.count > Absence.most
            absence.missedCalls = try missedCalls(db, of: user, since: start, at: moment, upTo: Absence.most)
            return absence
        }
    }

    /// Each spreadsheet's events are read along their index, and put together here.
    private func activities(
        _ db: any Session, of user: User.ID, since start: Date, kind: Activity.Kind?, limit: Int
    ) throws -> [CustomerActivity] {
        let statement = TimelineSQL.recent(db.dialect, of: kind)
        var events: [CustomerActivity] = []
        for sheet in try db.values(Int64.self, SpreadsheetSQL.liveOfUser, [user]) {
            events += try db.rows(statement, [sheet, start.milliseconds, limit]).map { row in
                CustomerActivity(Activity(line: row), customerID: row[7], customerName: row[8], spreadsheetID: sheet)
            }
        }
        events.sort { ($0.activity.at, $0.id) > ($1.activity.at, $1.id) }
        return Array(events.prefix(limit))
    }
}

extension Activity {
    /// Reads a line of ``TimelineSQL/lines(_:)`` or ``TimelineSQL/recent(_:)``.
    init(line row: SQLRow) {
        let call = (row[5] as String?).flatMap { from in (row[6] as String?).map { FieldEdit(.nextCallDate, from: from, to: $0) } }
        self.init(
            id: row[0], kind: Kind(rawValue: row[1]) ?? .edited, at: Date(milliseconds: row[2]), author: row[3], text: row.shown(4),
            call: call)
    }
}
