import Base
import CRM
import Foundation

/// The spreadsheets as `sheets --json` prints them.
enum SheetsJSON {
    /// An array of `id user name description customers new`, one spreadsheet a line.
    static func text(_ sheets: [SpreadsheetSummary], catalogue: StatusCatalogue) -> String {
        JSONText.lines(
            sheets.map { sheet in
                .object([
                    .init("id", .number(sheet.id)),
                    .init("user", .string(sheet.owner)),
                    .init("name", .string(sheet.spreadsheet.name)),
                    .init("description", .string(sheet.spreadsheet.description)),
                    .init("customers", .number(Int64(sheet.customers))),
                    .init("new", .number(Int64(sheet.new(in: catalogue)))),
                ])
            })
    }
}

/// The users as `user list --json` prints them.
enum UsersJSON {
    /// An array of objects with `name` and `country` (null for not known), one user a line.
    static func text(_ users: [User]) -> String {
        JSONText.lines(users.map { .object([.init("name", .string($0.name)), .init("country", .text($0.country?.code))]) })
    }
}

/// The Meta pages as `page list --json` prints them; never a secret.
enum PagesJSON {
    /// An array of `page_id user name signature_checked state trouble`, one page a line. `name` is null until Meta has told it,
    /// `trouble` while nothing is known to be wrong; `state` is ok, blocked or no_access_token.
    static func text(_ pages: [MetaPage], users: [User], at now: Date) -> String {
        let names = Dictionary(users.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return JSONText.lines(
            pages.map { page in
                .object([
                    .init("page_id", .string(page.id)),
                    .init("user", .text(names[page.userID])),
                    .init("name", .text(page.name)),
                    .init("signature_checked", .bool(page.signatureChecked)),
                    .init("state", .string(page.state == .ok && !page.hasAccessToken ? "no_access_token" : page.state.word)),
                    .init("trouble", .text(page.problems(at: now).first?.text ?? PageRemarks.entered(page).first)),
                ])
            })
    }
}

/// The saved views as `view list --json` prints them.
enum ViewsJSON {
    /// An array of `id user name query customers fault`, one view a line; of one that cannot be read `customers` is null, and `fault` says
    /// why.
    static func text(_ lines: [ViewListCommand.Line]) -> String {
        JSONText.lines(
            lines.map { line in
                .object([
                    .init("id", .number(line.view.id)),
                    .init("user", .string(line.user.name)),
                    .init("name", .string(line.view.name)),
                    .init("query", .string(line.view.query)),
                    .init("customers", .integer(line.customers.map(Int64.init))),
                    .init("fault", .text(line.fault)),
                ])
            })
    }
}

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

/// The templates as `template list --json` and `template export` print them.
enum TemplatesJSON {
    /// An array of `name subject text`, one template a line, in the user's order.
    static func text(_ templates: [MessageTemplate]) -> String {
        JSONText.lines(
            templates.map {
                .object([.init("name", .string($0.name)), .init("subject", .string($0.subject)), .init("text", .string($0.text))])
            })
    }
}

/// The ledger as `ledger --json` prints it.
enum LedgerJSON {
    /// An array of `page_id form_id form_name meta by_webhook by_catch_up waiting failed`, one form a line.
    static func text(_ rows: [LedgerRow]) -> String {
        JSONText.lines(
            rows.map { row in
                .object([
                    .init("page_id", .string(row.pageID)),
                    .init("form_id", .text(row.formID)),
                    .init("form_name", .text(row.formName)),
                    .init("meta", .integer(row.meta.map(Int64.init))),
                    .init("by_webhook", .number(Int64(row.byWebhook))),
                    .init("by_catch_up", .number(Int64(row.byCatchUp))),
                    .init("waiting", .number(Int64(row.waiting))),
                    .init("failed", .number(Int64(row.failed))),
                ])
            })
    }
}
