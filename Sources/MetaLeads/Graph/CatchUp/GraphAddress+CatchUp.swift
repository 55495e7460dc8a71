import Foundation

extension GraphAddress {
    func forms(_ page: String, _ cursor: String?, _ limit: Int, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(
            page, edge: "leadgen_forms", access,
            [("fields", "id,name,status,locale,questions,leads_count,expired_leads_count")] + Self.place(cursor, limit))
    }

    /// `GREATER_THAN_OR_EQUAL`, for a lead of the same second must not be missed.
    func leads(
        _ form: String, _ since: Date, _ cursor: String?, _ limit: Int, _ fields: LeadFields, _ access: PageAccess
    ) throws(GraphFailure) -> GraphRequest {
        let seconds = Int(since.timeIntervalSince1970.rounded(.down))
        let filter = "[{\"field\":\"time_created\",\"operator\":\"GREATER_THAN_OR_EQUAL\",\"value\":\(seconds)}]"
        return try request(
            form, edge: "leads", access,
            [("fields", fields.names.joined(separator: ",")), ("filtering", filter)] + Self.place(cursor, limit))
    }

    private static func place(_ cursor: String?, _ limit: Int) -> [(String, String)] {
        [("limit", String(limit))] + (cursor.map { [("after", $0)] } ?? [])
    }
}
