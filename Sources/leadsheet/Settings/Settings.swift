import CRM
import Foundation
import Logging
import SalesDesk
import TerminalKit
import WebhookListener

/// How this run behaves: flag before environment variable before `leadsheet.yaml` before default.
struct Settings: Sendable {
    var folders: Folders
    /// Nil: nobody named one.
    var user: String?
    /// The user was named by a flag or a variable, not by the file: then `export`, `sheets` and `feed` keep to them.
    var userWasNamed: Bool
    var listen: ListenAddress
    /// Nil: the listener speaks HTTP without TLS.
    var tls: TLSFiles?
    /// Without TLS, other machines may be listened to all the same.
    var listenInClear: Bool
    /// The proxies whose `X-Forwarded-For` is believed.
    var trustedProxies: [AddressRange]
    /// The address under which Meta reaches the listener, as the settings form shows it.
    var callbackURL: String
    /// False: nobody has said under which address the internet reaches the listener.
    var callbackIsPublic: Bool
    var graphURL: String
    var graphVersion: String
    var zone: TimeZone
    var workingHours: WorkingHours
    /// What `morning` stands for: the beginning of the working hours unless it is set.
    var dayStart: TimeOfDay
    /// What `eod` stands for: their end unless it is set.
    var endOfDay: TimeOfDay
    /// Nil: as the user's country writes it.
    var dayFirst: Bool?
    var phoneFormat: PhoneFormat
    var statuses: StatusCatalogue
    /// A lead whose person has a row becomes part of that row.
    var mergeEnquiries: Bool
    /// The program that is run for each new lead, and its arguments; empty: none is.
    var onNewLead: [String]
    var theme: ThemeChoice
    /// The theme was named by a flag or a variable, not by the file.
    var themeWasNamed: Bool
    /// Colours in place of the theme's own.
    var colours: [Role: Colour]
    /// The keys of the screens' commands.
    var keymap: Keymap
    var mouse: Bool
    var bell: Bool
    var notifications: Bool
    var maxBodyBytes: Int
    var requestTimeout: Duration
    var metricsPublic: Bool
    /// So many days Meta's posts are kept as they came; nil keeps them for ever.
    var keepPostsDays: Int?
    var logLevel: Logger.Level
}
