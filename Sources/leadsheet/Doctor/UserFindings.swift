import CRM

/// What there is to know of the users.
enum UserFindings {
    /// A line for each user whose local telephone numbers cannot be recognised, or one that says all is well; none without users.
    static func of(_ users: [User]) -> [Finding] {
        let lost = users.filter { $0.country == nil }
        if lost.isEmpty { return users.isEmpty ? [] : [.ok("countries", "Phone numbers without a country code are recognised.")] }
        return lost.map { user in
            .note(
                "user \(user.name)", "No country is set, so phone numbers without a country code are not recognised.",
                remedy: "leadsheet user set \(user.name) --country CODE, with two letters such as IT, US or GB")
        }
    }
}
