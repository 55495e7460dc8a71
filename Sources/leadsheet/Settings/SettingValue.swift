import CRM
import Foundation
import MetaLeads
import WebhookListener

/// How the kinds of values are read. Those that are a single text give nil for one that is none of theirs.
enum SettingValue {
    @Sendable static func truth(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }

    static func number(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    /// Nothing is a value as well.
    @Sendable static func time(_ text: String) -> TimeOfDay?? {
        text.isEmpty ? .some(nil) : (TimeOfDay(text) ?? TimeOfDay("0\(text)")).map(Optional.some)
    }

    @Sendable static func ranges(_ text: String) -> [AddressRange]? {
        let words = text.split { $0 == "," || $0.isWhitespace }
        let ranges = words.compactMap { AddressRange(String($0)) }
        return ranges.count == words.count ? ranges : nil
    }

    /// An `http` or `https` address, without a slash at its end.
    @Sendable static func address(_ text: String) -> String? {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host?.isEmpty == false
        else { return nil }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// The address of the Graph API, to which the tokens are sent.
    @Sendable static func graphAddress(_ loader: SettingsLoader, _ setting: Setting<String>) throws(PlainError) -> String {
        let text = try loader.value(of: setting, address)
        do throws(GraphAddressError) {
            try GraphClient.check(baseURL: text, version: SettingRecords.records.graphVersion.defaultText)
        } catch {
            throw PlainError("\(loader.place(of: setting)): \(setting.name) cannot be used. \(error.description)")
        }
        return text
    }

    /// A path that does not depend on where the program was started.
    @Sendable static func path(_ loader: SettingsLoader, _ setting: Setting<String>) throws(PlainError) -> String {
        try loader.value(of: setting) { path($0, loader) }
    }

    private static func path(_ text: String, _ loader: SettingsLoader) -> String? {
        if text.isEmpty || text.hasPrefix("/") { return text }
        guard text.hasPrefix("~/"), let home = loader.environment["HOME"], !home.isEmpty else { return nil }
        return home + text.dropFirst(1)
    }

    @Sendable static func statuses(_ loader: SettingsLoader, _ setting: Setting<StatusCatalogue>) throws(PlainError) -> StatusCatalogue {
        try entries(loader, setting, standard: StatusList.defaultLines, StatusList.parse)
    }

    @Sendable static func lostReasons(_ loader: SettingsLoader, _ setting: Setting<[LostReason]>) throws(PlainError) -> [LostReason] {
        try entries(loader, setting, standard: LostReasonList.defaultLines, LostReasonList.parse)
    }

    @Sendable static func outcomeWords(_ loader: SettingsLoader, _ setting: Setting<OutcomeWords>) throws(PlainError) -> OutcomeWords {
        try entries(loader, setting, standard: [], OutcomeWordList.parse)
    }

    private static func entries<Value>(
        _ loader: SettingsLoader, _ setting: Setting<Value>, standard: [String], _ parse: ([String]) -> Result<Value, StatusList.Fault>
    ) throws(PlainError) -> Value {
        switch parse(try loader.list(of: setting) ?? standard) {
        case .success(let value): return value
        case .failure(let fault):
            throw PlainError(
                "\(loader.place(of: setting, entry: fault.entry)): in \(setting.name) \(fault.reason), expected \(setting.expected).")
        }
    }

    /// A program and its arguments; empty when none is set.
    @Sendable static func command(_ loader: SettingsLoader, _ setting: Setting<[String]>) throws(PlainError) -> [String] {
        guard let words = try loader.list(of: setting), let first = words.first else { return [] }
        guard let program = first.contains("/") ? path(first, loader) : first, !program.isEmpty,
            !words.contains(where: { $0.contains("\0") })
        else {
            throw PlainError("\(loader.place(of: setting)): the program of \(setting.name) is \"\(first)\", expected \(setting.expected).")
        }
        return [program] + words.dropFirst()
    }

    /// The same with places for a number, all of which must be known.
    @Sendable static func dialCommand(_ loader: SettingsLoader, _ setting: Setting<[String]>) throws(PlainError) -> [String] {
        let words = try command(loader, setting)
        if let name = DialRequest.unknownName(in: words) {
            throw PlainError("\(loader.place(of: setting)): \(setting.name) has {\(name)}, expected \(setting.expected).")
        }
        return words
    }
}
