import CRM
import Foundation
import TerminalKit
import WebhookListener

/// How this run behaves: flag before environment variable before `leadsheet.yaml` before default.
///
/// Every record of ``SettingRecords`` is a property here, such as `settings.mouse`. Declared below is what follows from several of them, or
/// from the machine.
@dynamicMemberLookup
struct Settings: Sendable {
    /// By the names of the records.
    private var values: [String: any Sendable] = [:]
    private let loader: SettingsLoader
    /// Every setting as it was said, in the order of the records.
    var said: [SaidSetting] { SettingRecords.all.map { Settings.said($0, in: loader) } }

    var folders: Folders
    /// The user was named by a flag or a variable, not by the file: then `export`, `sheets` and `feed` keep to them.
    let userWasNamed: Bool
    /// The theme was named by a flag or a variable, not by the file.
    let themeWasNamed: Bool
    /// Colours in place of the theme's own.
    let colours: [Role: Colour]
    /// Nil: the listener speaks HTTP without TLS.
    var tls: TLSFiles?
    /// The address under which Meta reaches the listener, as the settings form shows it.
    var callbackURL = ""
    /// False: nobody has said under which address the internet reaches the listener.
    var callbackIsPublic = false
    let zone: TimeZone
    /// The time for which `morning` stands.
    var dayStart: TimeOfDay { self.morning ?? self.workingHours.from }
    /// The time for which `eod` stands.
    var endOfDay: TimeOfDay { self.evening ?? self.workingHours.until }

    /// Whether dates are written with the day first: as the settings say, else as in the country of the user.
    func writesDayFirst(_ user: User?) -> Bool { self.dayFirst ?? user?.country?.writesDayFirst ?? true }

    /// Throws the sentence that names the place of the first value that does not parse. `config`: the settings file, there or not.
    init(_ loader: SettingsLoader, config: String) throws(PlainError) {
        let records = SettingRecords.records
        for record in SettingRecords.all { values[record.name] = try Settings.value(of: record, in: loader) }
        self.loader = loader
        folders = Folders.resolve(
            home: try records.home.value(in: loader), database: try records.database.value(in: loader), environment: loader.environment)
        folders.configFile = config
        userWasNamed = loader.wasNamed(records.user)
        themeWasNamed = loader.wasNamed(records.theme)
        let (colours, faults) = SettingValue.colours(loader.file, records.theme)
        if let first = faults.first { throw first }
        self.colours = colours
        if let named = try records.timeZone.value(in: loader) { zone = named } else { zone = try Settings.systemZone(loader) }
        tls = try Settings.tls(loader)
        callbackIsPublic = !self.publicURL.isEmpty
        let scheme = tls == nil ? "http" : "https"
        callbackURL = Settings.callback(callbackIsPublic ? self.publicURL : "\(scheme)://\(self.listen)")
    }

    subscript<Value>(dynamicMember record: KeyPath<SettingRecords, Setting<Value>>) -> Value {
        get {
            let name = SettingRecords.records[keyPath: record].name
            guard let value = values[name] as? Value else { preconditionFailure("No value of \(name) was read.") }
            return value
        }
        set { values[SettingRecords.records[keyPath: record].name] = newValue }
    }

    private static func value(of record: some SettingRecord, in loader: SettingsLoader) throws(PlainError) -> any Sendable {
        try record.value(in: loader)
    }

    private static func said(_ record: some SettingRecord, in loader: SettingsLoader) -> SaidSetting { loader.said(record) }

    /// The sentences that refuse a value, one a setting or a line of a group, and what is wrong between settings and with the files of TLS that they name.
    static func faults(_ loader: SettingsLoader) -> [PlainError] {
        var faults: [PlainError] = []
        func read(_ reading: () throws(PlainError) -> Void) {
            do throws(PlainError) {
                try reading()
            } catch {
                // The parts of a pair cannot be held against each other where one of them is wrong.
                if !faults.contains(error) { faults.append(error) }
            }
        }
        for record in SettingRecords.all { read { () throws(PlainError) in _ = try value(of: record, in: loader) } }
        // The first of the keys is among them.
        faults += SettingValue.keyFaults(loader, SettingRecords.records.keymap).filter { !faults.contains($0) }
        faults += SettingValue.colours(loader.file, SettingRecords.records.theme).faults
        read { () throws(PlainError) in
            guard let fault = try tls(loader)?.fault(at: Date()) else { return }
            let record = fault.isOfKey ? SettingRecords.records.tlsKey : SettingRecords.records.tlsCertificate
            throw PlainError("\(loader.place(of: record)): \(fault.message)")
        }
        read { () throws(PlainError) in try refuseClear(loader) }
        read { () throws(PlainError) in try refuseEndedDay(loader) }
        return faults
    }

    /// Throws where the listener would not begin, since other machines could read what comes. The screens begin all the same.
    private static func refuseClear(_ loader: SettingsLoader) throws(PlainError) {
        let records = SettingRecords.records
        let address = try records.listen.value(in: loader)
        guard try tls(loader) == nil, !address.isLoopback, try !records.listenInClear.value(in: loader) else { return }
        throw PlainError("\(loader.place(of: records.listen)): \(ListenerError.inTheClear(address).message)")
    }

    /// Throws for a day that ends before it begins. The screens begin all the same.
    private static func refuseEndedDay(_ loader: SettingsLoader) throws(PlainError) {
        let records = SettingRecords.records
        let hours = try records.workingHours.value(in: loader)
        let (start, end) = (try records.morning.value(in: loader), try records.evening.value(in: loader))
        guard start != nil || end != nil, (start ?? hours.from) >= (end ?? hours.until) else { return }
        throw PlainError(
            "\(loader.place(of: end == nil ? records.morning : records.evening)): the day ends at \(end ?? hours.until), and begins at \(start ?? hours.from). Set \(records.morning.name) before \(records.evening.name)."
        )
    }

    /// Where Meta's webhooks come in.
    static let webhookPath = "/api/meta/webhook"

    /// The public address may be given with the webhook's path or without it.
    private static func callback(_ address: String) -> String {
        let bare = address.hasSuffix("/") ? String(address.dropLast()) : address
        return bare.hasSuffix(webhookPath) ? bare : bare + webhookPath
    }

    private static func systemZone(_ loader: SettingsLoader) throws(PlainError) -> TimeZone {
        let variable = loader.environment["TZ"]
        guard let zone = SystemZone(environment: loader.environment).zone(of: variable) else {
            throw PlainError(
                """
                The environment variable TZ is "\(variable ?? "")", which names no time zone that is known here, so no clock would be right. \
                Set it to a name such as Europe/Rome, or put time_zone: Europe/Rome into \(loader.file.path).
                """)
        }
        return zone
    }

    /// Both files or neither.
    private static func tls(_ loader: SettingsLoader) throws(PlainError) -> TLSFiles? {
        let records = SettingRecords.records
        let (certificate, key) = (try records.tlsCertificate.value(in: loader), try records.tlsKey.value(in: loader))
        func half(_ said: Setting<String>, _ missing: Setting<String>) -> PlainError {
            PlainError("\(loader.place(of: said)): \(said.name) is set and \(missing.name) is not. The listener needs both for HTTPS.")
        }
        switch (certificate.isEmpty, key.isEmpty) {
        case (true, true): return nil
        case (false, false): return TLSFiles(certificate: certificate, key: key)
        case (false, true): throw half(records.tlsCertificate, records.tlsKey)
        case (true, false): throw half(records.tlsKey, records.tlsCertificate)
        }
    }
}
