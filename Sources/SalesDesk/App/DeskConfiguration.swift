import CRM
import Foundation
import TerminalKit

/// The facts that the screens are told once, at the start.
public struct DeskConfiguration: Hashable, Sendable {
    public private(set) var user: User
    /// The user was made by this start, of the name on this machine.
    public var isNewUser = false
    public var statuses: StatusCatalogue
    /// The user's own time zone: "today" and every clock on the screen.
    public var zone: TimeZone
    public var workingHours: WorkingHours
    /// When somebody who was not reached is called again.
    public var cadence: CallCadence
    /// Why a customer was lost, as the call prompt asks it; empty: it does not ask.
    public var lostReasons: [LostReason]
    public var outcomes: OutcomeWords
    /// The times for which `morning` and `eod` stand.
    public var dayStart: TimeOfDay
    public var endOfDay: TimeOfDay
    /// The order of day and month in the settings; nil: as the user's country writes it.
    private let dayComesFirst: Bool?
    /// `31/1` is the last of January (true), or `1/31` is (false).
    public var dayFirst: Bool { dayComesFirst ?? user.country?.writesDayFirst ?? true }
    /// Where Meta is to post: shown and copied in the settings form.
    public var callbackURL: String
    /// That address is one of this machine alone, which Meta cannot reach.
    public var callbackIsLocal = false
    /// The leads are not from Meta: the header says so.
    public var isSimulated: Bool
    /// The clocks of the customers' countries.
    public var countryTimes: CountryTimes
    public var notifications: Bool
    public var bell: Bool
    public var keymap: Keymap
    /// Links are opened on this machine; otherwise they are copied, for a person who works over a network.
    public var opensLinks = false
    /// A program begins calls; otherwise the number is copied, and shown for a mobile.
    public var canDial = false
    /// The user's earlier choices at the screens (`PreferenceStoring`).
    public var preferences: [String: String]
    /// Reads and shows telephone numbers for the user.
    public private(set) var phones: PhoneReader

    public init(
        user: User, statuses: StatusCatalogue, zone: TimeZone, workingHours: WorkingHours = .standard,
        dayStart: TimeOfDay, endOfDay: TimeOfDay, dayFirst: Bool?,
        callbackURL: String, isSimulated: Bool, notifications: Bool, bell: Bool, phoneFormat: PhoneFormat = .international,
        countryTimes: CountryTimes = .none, cadence: CallCadence = .standard, lostReasons: [LostReason] = LostReason.standard,
        outcomes: OutcomeWords = .standard,
        keymap: Keymap = .standard, preferences: [String: String] = [:]
    ) {
        self.user = user
        self.statuses = statuses
        self.zone = zone
        self.workingHours = workingHours
        self.cadence = cadence
        self.lostReasons = lostReasons
        self.outcomes = outcomes
        self.dayStart = dayStart
        self.endOfDay = endOfDay
        dayComesFirst = dayFirst
        self.callbackURL = callbackURL
        self.isSimulated = isSimulated
        self.countryTimes = countryTimes
        self.notifications = notifications
        self.bell = bell
        self.keymap = keymap
        self.preferences = preferences
        phones = PhoneReader(home: user.country, format: phoneFormat)
    }

    static let themePreference = "theme"

    /// The theme that the user has chosen in the palette.
    public var chosenTheme: ThemeChoice? { preferences[Self.themePreference].flatMap(ThemeChoice.init(rawValue:)) }

    /// The same for another user, or for the same one in another country.
    func of(_ user: User, preferences: [String: String]) -> DeskConfiguration {
        var other = self
        other.user = user
        other.preferences = preferences
        other.phones = PhoneReader(home: user.country, format: phones.format)
        return other
    }
}
