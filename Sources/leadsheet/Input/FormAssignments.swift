import CRM

/// Reads `QUESTION=FIELD` as the commands take it.
enum FormAssignments {
    private static let automatic = "automatic"

    /// The form's mapping with the assignments in it, the last of a question counting. Throws a sentence for what is no question of the
    /// form, or no field.
    static func mapping(of form: LeadForm, with assignments: [String]) throws(PlainError) -> FormMapping {
        var mapping = FormMapping()
        for question in form.questions { mapping.targets[question.key] = question.chosen }
        for assignment in assignments {
            // A key may have an = in it, a field has none.
            guard let sign = assignment.lastIndex(of: "=") else {
                throw PlainError(
                    "\"\(assignment)\" says no field. Write QUESTION=FIELD, such as \(form.questions.first?.key ?? "question1")=phone_number."
                )
            }
            let (key, field) = (String(assignment[..<sign]), String(assignment[assignment.index(after: sign)...]))
            guard form.questions.contains(where: { $0.key == key }) else {
                let known = form.questions.isEmpty ? "none is known yet" : form.questions.map(\.key).joined(separator: ", ")
                throw PlainError("Form \(form.id) has no question \"\(key)\". Its questions: \(known). Nothing was changed.")
            }
            guard field == automatic || FormTarget(rawValue: field) != nil else {
                let known = (FormTarget.allCases.map(\.rawValue) + [automatic]).joined(separator: ", ")
                throw PlainError("\"\(field)\" is no field that an answer can fill. The fields: \(known). Nothing was changed.")
            }
            mapping.targets[key] = FormTarget(rawValue: field)
        }
        return mapping
    }
}
