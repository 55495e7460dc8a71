import CRM
import GRDB

/// By what a person is known again: worked out of a customer's columns whenever these are written.
struct ContactKeys {
    let e164: String?
    let email: String?

    init(_ customer: Customer, in country: Country?) {
        e164 = PhoneNumber.e164(of: customer.phoneNumber, country: country)
        email = EmailKey.of(customer.email)
    }
}

extension Country {
    /// The country of the user who has the spreadsheet.
    static func of(sheet: Spreadsheet.ID, _ db: Database) throws -> Country? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT user.country FROM spreadsheet JOIN user ON user.id = user_id WHERE spreadsheet.id = ?"),
            arguments: [sheet]
        ).flatMap { Country($0) }
    }
}
