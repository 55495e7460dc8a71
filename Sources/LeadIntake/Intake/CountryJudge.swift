import CRM
import MetaLeads

/// Judges telephone numbers for the mapping of answers.
enum CountryJudge {
    /// - Parameter country: that of the user whose lead it is; nil for not known, when a number without country code may be of any.
    static func of(_ country: Country?) -> PhoneJudge {
        { text in
            if let number = PhoneNumber(text, country: country) { return number.isValid ? .valid : .possible }
            return country == nil && PhoneNumber.isWritten(text) ? .written : .none
        }
    }
}
