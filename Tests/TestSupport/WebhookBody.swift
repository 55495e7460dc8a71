/// The bodies that Meta posts.
public enum WebhookBody {
    /// Tells of leads, each of a page; `form` nil: of no form.
    public static func leads(_ changes: [(page: String, lead: String)], form: String? = nil, created: Int = 1_789_999_999) -> [UInt8] {
        let form = form.map { ",\"form_id\":\"\($0)\"" } ?? ""
        let entries = changes.map { page, lead in
            let value = "{\"leadgen_id\":\"\(lead)\",\"page_id\":\"\(page)\"\(form),\"created_time\":\(created)}"
            return "{\"id\":\"\(page)\",\"time\":1790000000,\"changes\":[{\"value\":\(value),\"field\":\"leadgen\"}]}"
        }
        return Array("{\"object\":\"page\",\"entry\":[\(entries.joined(separator: ","))]}".utf8)
    }
}
