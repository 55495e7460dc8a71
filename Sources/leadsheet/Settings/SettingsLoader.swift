import CRM
import Configuration
import Foundation
import Logging
import TerminalKit
import WebhookListener

/// Puts the layers together: what the command line names, the environment, the file, the defaults.
struct SettingsLoader {
    let reader: ConfigReader
    private let flags: [SettingKey: String]
    let environment: [String: String]
    let file: SettingsFile

    /// Takes the settings named on the command line (nil values: not named), the file it names, and the environment. Throws the
    /// sentence that names the place of the first value that does not parse.
    static func load(
        flags: [SettingKey: String] = [:], config: String? = nil, environment: [String: String]
    ) async throws(PlainError) -> Settings {
        let environment = environment.filter { $0.key.hasPrefix("LEADSHEET_") ? !$0.value.isEmpty : true }
        let flags = flags.filter { !$0.value.isEmpty }
        let named = config ?? environment["LEADSHEET_CONFIG"]
        let home = flags[.home] ?? environment[SettingKey.home.environmentName]
        let place = Folders.resolve(home: home, config: named, environment: environment).configFile
        let file = try await SettingsFile.read(place, mustExist: named != nil)
        let loader = SettingsLoader(flags: flags, environment: environment, file: file)
        return try loader.settings(config: place)
    }

    private init(flags: [SettingKey: String], environment: [String: String], file: SettingsFile) {
        let values = flags.map { (AbsoluteConfigKey([$0.key.rawValue]), ConfigValue(.string($0.value), isSecret: false)) }
        reader = ConfigReader(providers: [
            InMemoryProvider(name: "command line", values: Dictionary(uniqueKeysWithValues: values)),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "leadsheet"),
            file.provider,
        ])
        self.flags = flags
        self.environment = environment
        self.file = file
    }

    private func settings(config: String) throws(PlainError) -> Settings {
        let home = try text(.home)
        let database = try text(.database)
        var folders = Folders.resolve(home: home, database: database, environment: environment)
        folders.configFile = config
        let user = try value(.user) { $0.count <= 64 ? $0 : nil }
        let listen = try value(.listen) { ListenAddress($0) }
        let publicURL = try value(.publicURL) { $0.isEmpty ? $0 : Self.address($0) }
        let tls = try tls()
        let workingHours = try value(.workingHours) { WorkingHours($0) }
        return Settings(
            folders: folders,
            user: user.isEmpty ? nil : user,
            userWasNamed: wasNamed(.user),
            listen: listen,
            tls: tls,
            listenInClear: try value(.listenInClear, Self.truth),
            trustedProxies: try value(.trustedProxies, Self.ranges),
            callbackURL: publicURL.isEmpty ? "\(tls == nil ? "http" : "https")://\(listen)\(Self.webhookPath)" : Self.callback(publicURL),
            callbackIsPublic: !publicURL.isEmpty,
            graphURL: try value(.graphURL, Self.address),
            graphVersion: try value(.graphVersion) { $0.wholeMatch(of: /v\d+\.\d+/) == nil ? nil : $0 },
            zone: try zone(),
            workingHours: workingHours,
            dayStart: try value(.dayStart) { $0.isEmpty ? workingHours.from : TimeOfDay($0) },
            endOfDay: try value(.endOfDay) { $0.isEmpty ? workingHours.until : TimeOfDay($0) },
            dayFirst: try value(.dateOrder) { ["": Bool?.none, "day_first": true, "month_first": false][$0] },
            phoneFormat: try value(.phoneFormat) { PhoneFormat(rawValue: $0) },
            statuses: try statuses(),
            mergeEnquiries: try value(.mergeEnquiries, Self.truth),
            onNewLead: try command(.onNewLead),
            theme: try theme(),
            themeWasNamed: wasNamed(.theme),
            colours: try colours(),
            keymap: try keymap(),
            mouse: try value(.mouse, Self.truth),
            bell: try value(.bell, Self.truth),
            notifications: try value(.notifications, Self.truth),
            maxBodyBytes: try value(.maxBodyBytes) { Self.number($0, 1024...67_108_864) },
            requestTimeout: .seconds(try value(.requestTimeoutSeconds) { Self.number($0, 1...600) }),
            metricsPublic: try value(.metricsPublic, Self.truth),
            keepPostsDays: try value(.keepPostsDays, Self.days),
            logLevel: try value(.logLevel) { Logger.Level(rawValue: $0) })
    }

    /// Where Meta's webhooks come in.
    static let webhookPath = "/api/meta/webhook"

    /// The public address may be given with the webhook's path or without it.
    private static func callback(_ address: String) -> String {
        let bare = address.hasSuffix("/") ? String(address.dropLast()) : address
        return bare.hasSuffix(webhookPath) ? bare : bare + webhookPath
    }

    // MARK: The layers

    /// Whether a flag or a variable says it: for this run, and not for ever.
    func wasNamed(_ key: SettingKey) -> Bool { flags[key] != nil || environment[key.environmentName] != nil }

    private func text(_ key: SettingKey) throws(PlainError) -> String {
        let name = ConfigKey([key.rawValue])
        if let text = reader.string(forKey: name) { return text.isEmpty ? key.defaultText : text }
        // The library gives nothing for a list or a mapping where a single value belongs; that is a fault, not an absence.
        if file.lines[key.rawValue] != nil {
            throw PlainError("\(place(of: key)): \(key.rawValue) is not a single value, expected \(key.expected).")
        }
        return key.defaultText
    }

    func value<Value>(_ key: SettingKey, _ parse: (String) -> Value?) throws(PlainError) -> Value {
        let text = try text(key)
        guard let value = parse(text) else {
            throw PlainError("\(place(of: key)): \(key.rawValue) is \"\(text)\", expected \(key.expected).")
        }
        return value
    }

    private func zone() throws(PlainError) -> TimeZone {
        let named = try value(.timeZone) { $0.isEmpty ? .some(nil) : TimeZone(identifier: $0).map(Optional.some) }
        if let named { return named }
        let variable = environment["TZ"]
        guard let zone = SystemZone(environment: environment).zone(of: variable) else {
            throw PlainError(
                """
                The environment variable TZ is "\(variable ?? "")", which names no time zone that is known here, so no clock would be right. \
                Set it to a name such as Europe/Rome, or put time_zone: Europe/Rome into \(file.path).
                """)
        }
        return zone
    }

    /// Both files or neither.
    private func tls() throws(PlainError) -> TLSFiles? {
        let certificate = try value(.tlsCertificate, path)
        let key = try value(.tlsKey, path)
        switch (certificate.isEmpty, key.isEmpty) {
        case (true, true): return nil
        case (false, false): return TLSFiles(certificate: certificate, key: key)
        case (false, true):
            throw PlainError("\(place(of: .tlsCertificate)): tls_certificate is set and tls_key is not. The listener needs both for HTTPS.")
        case (true, false):
            throw PlainError("\(place(of: .tlsKey)): tls_key is set and tls_certificate is not. The listener needs both for HTTPS.")
        }
    }

    private func statuses() throws(PlainError) -> StatusCatalogue {
        let key = SettingKey.statuses
        switch StatusList.parse(try list(key) ?? StatusList.defaultLines) {
        case .success(let catalogue): return catalogue
        case .failure(let fault): throw PlainError("\(place(of: key)): in statuses \(fault.reason), expected \(key.expected).")
        }
    }

    /// A program and its arguments; empty when none is set.
    private func command(_ key: SettingKey) throws(PlainError) -> [String] {
        guard let words = try list(key), let first = words.first else { return [] }
        guard let program = first.contains("/") ? path(first) : first, !program.isEmpty, !words.contains(where: { $0.contains("\0") })
        else {
            throw PlainError("\(place(of: key)): the program of \(key.rawValue) is \"\(first)\", expected \(key.expected).")
        }
        return [program] + words.dropFirst()
    }

    /// The entries of a setting that is a list; nil when nobody says it.
    private func list(_ key: SettingKey) throws(PlainError) -> [String]? {
        let name = ConfigKey([key.rawValue])
        if let listed = reader.stringArray(forKey: name) { return listed }
        if file.lines[key.rawValue] == nil || (reader.string(forKey: name) ?? "?").isEmpty { return nil }
        throw PlainError("\(place(of: key)): \(key.rawValue) is not a list, expected \(key.expected).")
    }

    /// Where the value in force was said.
    func place(of key: SettingKey) -> String {
        if flags[key] != nil { return "--\(key.rawValue.replacingOccurrences(of: "_", with: "-"))" }
        if environment[key.environmentName] != nil { return "The environment variable \(key.environmentName)" }
        if let line = file.lines[key.rawValue] { return "\(file.path), line \(line)" }
        return "The default"
    }

    // MARK: Kinds of value

    private static func truth(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    /// Nothing is a value as well.
    private static func days(_ text: String) -> Int?? {
        guard !text.isEmpty else { return .some(nil) }
        guard let days = number(text, 1...36_500) else { return nil }
        return days
    }

    /// A path that does not depend on where the program was started.
    private func path(_ text: String) -> String? {
        if text.isEmpty || text.hasPrefix("/") { return text }
        guard text.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty else { return nil }
        return home + text.dropFirst(1)
    }

    private static func ranges(_ text: String) -> [AddressRange]? {
        let words = text.split { $0 == "," || $0.isWhitespace }
        let ranges = words.compactMap { AddressRange(String($0)) }
        return ranges.count == words.count ? ranges : nil
    }

    private static func address(_ text: String) -> String? {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host?.isEmpty == false
        else { return nil }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
