/// The names under which forms of many languages ask for the contact fields.
///
/// A form's pre-defined questions are rendered in its locale, and a form made without own field ids hands the
/// translated label back as the key. Names are written as people see them; `FieldName.normal` makes them comparable.
enum LeadFieldAliases {
    typealias Names = [LeadRole: [String]]

    /// The role of a field by its name; nil when no language knows it.
    static func role(of name: String) -> LeadRole? {
        let normal = FieldName.normal(name)
        if let role = known[normal] { return role }
        // Meta numbers keys that occur twice: phone_number_0.
        let digits = normal.reversed().prefix { $0.isASCII && $0.isNumber }.count
        let stem = normal.dropLast(digits)
        return digits > 0 && stem.hasSuffix("_") ? known[String(stem.dropLast())] : nil
    }

    /// The roles by the normal forms of the names.
    static let known: [String: LeadRole] = {
        var table: [String: LeadRole] = [:]
        for names in languages.map(\.names) {
            for (role, names) in names {
                for name in names { table[FieldName.normal(name)] = role }
            }
        }
        return table
    }()

    /// Meta's own keys come first, then the languages, by their codes.
    static let languages: [(code: String, names: Names)] = latin + otherScripts
}
