import Base
import CRM

/// The forms as `form list --json` prints them.
enum FormsJSON {
    /// An array of `form_id name page_id leads questions_known questions`, one form a line; a question has `key label field automatic
    /// chosen`: the column it fills, the one it would fill by itself, and the one that a person chose, or null.
    static func text(_ forms: [LeadForm]) -> String {
        JSONText.lines(
            forms.map { form in
                .object([
                    .init("form_id", .string(form.id)),
                    .init("name", .text(form.name)),
                    .init("page_id", .string(form.pageID)),
                    .init("leads", .number(Int64(form.leads))),
                    .init("questions_known", .bool(form.isRead)),
                    .init("questions", .array(form.questions.map(question))),
                ])
            })
    }

    private static func question(_ question: LeadForm.Question) -> JSONText {
        .object([
            .init("key", .string(question.key)),
            .init("label", .string(question.label)),
            .init("field", .string(question.target.rawValue)),
            .init("automatic", .string(question.automatic.rawValue)),
            .init("chosen", .text(question.chosen?.rawValue)),
        ])
    }
}
