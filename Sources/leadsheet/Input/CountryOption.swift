import ArgumentParser
import Base
import CRM

/// A country on the command line, and in what the commands say of a user.
enum CountryOption {
    /// Takes two letters or an English name, as the screens do. Throws the sentence that refuses anything else.
    static func parse(_ text: String) throws -> Country {
        guard let country = Country.find(text) else { throw PlainError(StoreError.countryUnknown(text).message, isUsage: true) }
        return country
    }

    /// Says what becomes of the user's local telephone numbers.
    static func sentence(_ user: User) -> String {
        if let country = user.country {
            return "Phone numbers without a country code are read as those of \(country.name) (\(country.code))."
        }
        return
            "Phone numbers without a country code are not recognised until a country is set: leadsheet user set \(ShellWord.quoted(PlainLine.of(user.name))) --country CODE"
    }
}
