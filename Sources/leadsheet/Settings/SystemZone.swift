import Foundation

/// The time zone of the environment, as the system's library understands the variable TZ: a name, a file or a rule, with or without a
/// colon before it. Foundation knows names alone, and reads the sign of a rule the other way round.
struct SystemZone {
    /// Where the files of the zones are.
    let folder: String
    /// The machine's own zone.
    let machineFile: String
    /// Which years a rule and a zone must agree in.
    let now: Date

    init(environment: [String: String], machineFile: String = "/etc/localtime", now: Date = Date()) {
        folder = environment["TZDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/usr/share/zoneinfo"
        self.machineFile = machineFile
        self.now = now
    }

    /// The zone that TZ names; nil when it names none that is known here. Without TZ the machine's, with an empty one UTC.
    func zone(of variable: String?) -> TimeZone? {
        guard let variable else { return zone(ofFile: machineFile) ?? .current }
        let text = variable.hasPrefix(":") ? String(variable.dropFirst()) : variable
        if text.isEmpty { return .gmt }
        let file = text.hasPrefix("/") ? text : "\(folder)/\(text)"
        if FileManager.default.isReadableFile(atPath: file), let zone = zone(ofFile: file) { return zone }
        if let rule = ZoneRule(text) { return zone(of: rule) }
        // A machine without the files still has their names.
        return text.contains("/") ? TimeZone(identifier: text) : nil
    }

    /// By the file's name where it has one, by its content where it is a copy, by the rule at its end where both are unknown here.
    private func zone(ofFile path: String) -> TimeZone? {
        let real = URL(filePath: path).resolvingSymlinksInPath().path
        if let name = Self.name(of: real) ?? Self.name(of: path), let zone = TimeZone(identifier: name) { return zone }
        guard let data = FileManager.default.contents(atPath: real), data.starts(with: Array("TZif".utf8)) else { return nil }
        let copied = TimeZone.knownTimeZoneIdentifiers.first { FileManager.default.contents(atPath: "\(folder)/\($0)") == data }
        if let copied { return TimeZone(identifier: copied) }
        let rule = String(decoding: data, as: UTF8.self).split(separator: "\n").last.map(String.init)
        return rule.flatMap(ZoneRule.init).flatMap(zone(of:))
    }

    /// The part of the path after the folder of the zones: "Europe/Rome".
    private static func name(of path: String) -> String? {
        path.range(of: "/zoneinfo/").map { String(path[$0.upperBound...]) }
    }

    /// A zone that has the rule's clock in these years; nil when there is none.
    private func zone(of rule: ZoneRule) -> TimeZone? {
        guard rule.summer != nil else { return TimeZone(secondsFromGMT: rule.offset) }
        let year = Calendar(identifier: .gregorian).component(.year, from: now)
        let changes = ((year - 1)...(year + 9)).flatMap(rule.changes)
        return TimeZone.knownTimeZoneIdentifiers.lazy.compactMap(TimeZone.init(identifier:)).first { agrees($0, with: changes) }
    }

    private func agrees(_ zone: TimeZone, with changes: [(at: Int, offset: Int)]) -> Bool {
        zip(changes, changes.dropFirst()).allSatisfy { change, next in
            // Right from the change on, and up to the last second before the next one.
            [change.at, (change.at + next.at) / 2, next.at - 1].allSatisfy {
                zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval($0))) == change.offset
            }
        }
    }
}
