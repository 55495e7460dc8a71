import Base
import CRM
import Foundation

/// The Meta pages as `page list --json` prints them; never a secret.
enum PagesJSON {
    /// An array of `page_id user name signature_checked state trouble`, one page a line. `name` is null until Meta has told it,
    /// `trouble` while nothing is known to be wrong.
    static func text(_ pages: [MetaPage], users: [User], at now: Date) -> String {
        let names = Dictionary(users.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return JSONText.lines(
            pages.map { page in
                .object([
                    .init("page_id", .string(page.id)),
                    .init("user", .text(names[page.userID])),
                    .init("name", .text(page.name)),
                    .init("signature_checked", .bool(page.signatureChecked)),
                    .init("state", .string(page.state.word)),
                    .init("trouble", .text(page.troubles(at: now).first.map { "\($0.finding) \($0.remedy)" })),
                ])
            })
    }
}
