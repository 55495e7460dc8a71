import CRM
import CRMStore
import Dispatch
import Foundation
import LeadIntake
import SalesDesk
import TerminalKit
import WebhookListener

/// Shows the screens until the person leaves.
@MainActor enum DeskRun {
    /// Claims the terminal, calls `begin` once the first frame is there, and gives the exit status when the terminal is as it was
    /// found. Where there are several `users`, one of them is chosen at the screens. What libraries write to standard error meanwhile goes to the log.
    static func show(
        _ configuration: DeskConfiguration, users: [User] = [], settings: Settings, store: CRMStore, checker: any PageChecking,
        connector: any PageConnecting, tester: any LeadTesting, opener: (any LinkOpening)? = nil, dialler: (any Dialling)? = nil,
        files: (any FileImporting)? = nil, inbox: EventBuffer, log: LogFile,
        rest: Rest = Rest(), onTry: @escaping @MainActor () -> Void = {},
        begin: @escaping @Sendable () async -> Void
    ) async throws -> Int32 {
        CrashGuard.install()
        // A person who ends the screens need not wait for a main queue that does not react any more.
        let (readiness, isReady) = AsyncStream.makeStream(of: Never.self)
        let watch = SignalHearing.start([SIGTERM, SIGHUP, SIGINT, SIGQUIT], on: DispatchQueue(label: "leadsheet.end")) {
            isReady.finish()
        } hear: {
            EndLimit.start(status: 128 + $0)
        }
        defer { for source in watch { source.cancel() } }
        // Curses puts back the actions of the signals that it found: begun earlier, it would take these away again.
        for await _ in readiness {}
        let terminal: CursesTerminal
        do {
            terminal = try CursesTerminal(theme: theme(configuration, settings), colours: settings.colours, mouse: settings.mouse)
        } catch {
            throw PlainError(error.message)
        }
        let diversion = StandardErrorDiversion(to: log.descriptor)
        defer { diversion.end() }
        return try await withCheckedThrowingContinuation { continuation in
            let session = DeskSession(
                terminal: terminal, store: store, checker: checker, connector: connector, forms: FormMappingService(store: store),
                tester: tester, opener: opener, dialler: dialler, files: files,
                configuration: configuration, users: users, rest: rest, onEnding: EndLimit.start, onTry: onTry,
                onLeave: { status in continuation.resume(returning: status) })
            do throws(TerminalError) {
                try session.start {
                    inbox.attach(session)
                    Task { await begin() }
                }
            } catch {
                continuation.resume(throwing: PlainError(error.message))
            }
        }
    }

    /// The theme named for this run counts before the one that the user chose at the screens, and that before the one in the file.
    private static func theme(_ configuration: DeskConfiguration, _ settings: Settings) -> ThemeChoice {
        settings.themeWasNamed ? settings.theme : configuration.chosenTheme ?? settings.theme
    }

    /// From the table that comes with the system's time zones; without it no card says what time it is elsewhere.
    nonisolated private static var countryTimes: CountryTimes {
        (try? String(contentsOfFile: "/usr/share/zoneinfo/zone.tab", encoding: .utf8)).map(CountryTimes.init(zoneTable:)) ?? .none
    }

    /// The configuration of the screens for a user.
    nonisolated static func configuration(
        _ settings: Settings, user: User, isNewUser: Bool = false, store: any PreferenceStoring, callbackURL: String, isSimulated: Bool
    ) throws -> DeskConfiguration {
        var configuration = try DeskConfiguration(
            user: user, statuses: settings.statuses, zone: settings.zone, workingHours: settings.workingHours,
            dayStart: settings.dayStart, endOfDay: settings.endOfDay,
            dayFirst: settings.dayFirst, callbackURL: callbackURL, isSimulated: isSimulated,
            notifications: settings.notifications, bell: settings.bell, phoneFormat: settings.phoneFormat, countryTimes: countryTimes,
            cadence: settings.cadence, lostReasons: settings.lostReasons, outcomes: settings.outcomes, keymap: settings.keymap,
            preferences: store.preferences(of: user.id))
        configuration.isNewUser = isNewUser
        configuration.callbackIsLocal = !isSimulated && !settings.callbackIsPublic && settings.listen.isLoopback
        return configuration
    }
}
