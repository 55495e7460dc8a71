import CRM
import Foundation

/// The country of this machine's locale.
enum LocaleCountry {
    /// From the variables of POSIX in the order in which they count, such as `IT` of `it_IT.UTF-8`; nil for C, POSIX and a language
    /// without a country.
    static func current(environment: [String: String] = ProcessInfo.processInfo.environment) -> Country? {
        let locale = ["LC_ALL", "LC_TELEPHONE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        guard let match = locale.firstMatch(of: /^[a-z]{2,3}_([A-Z]{2})(?:[.@]|$)/), let country = Country(String(match.1)) else {
            return nil
        }
        return country.isKnown ? country : nil
    }
}
