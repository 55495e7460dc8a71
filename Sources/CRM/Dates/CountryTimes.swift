import Foundation

extension TimeOfDay {
    /// People are not to be called then: it is before 8 or from 21 on.
    public var isNight: Bool { !(8 * 60..<21 * 60).contains(minutes) }
}

/// The time in other countries, where all of a country has the same.
public struct CountryTimes: Hashable, Sendable {
    /// The names of a country's zones.
    private let zones: [Country: [String]]

    /// Knows no country.
    public static let none = CountryTimes(zoneTable: "")

    /// Takes the table of time zones that comes with the zones themselves, `zone.tab` of the IANA Time Zone Database: lines of a country's
    /// code, a place and a zone's name with tabs between them. Lines that are otherwise say nothing.
    public init(zoneTable: String) {
        var zones: [Country: [String]] = [:]
        for line in zoneTable.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let columns = line.split(separator: "\t")
            guard columns.count >= 3, let country = Country(String(columns[0])) else { continue }
            zones[country, default: []].append(String(columns[2]))
        }
        self.zones = zones
    }

    /// The time on the clocks there; nil where the country's zones differ at that moment, and for a country that is not known.
    public func time(in country: Country, at moment: Date) -> TimeOfDay? {
        let names = zones[country] ?? []
        let zones = names.compactMap { TimeZone(identifier: $0) }
        guard zones.count == names.count, let first = zones.first else { return nil }
        let offset = first.secondsFromGMT(for: moment)
        return zones.allSatisfy { $0.secondsFromGMT(for: moment) == offset } ? TimeOfDay(moment, in: first) : nil
    }

    /// The hours in which people may be rung up by their own clocks.
    private static let waking = 8..<21

    /// It is no time to ring in the whole country: too early or too late on each of its clocks. False for a country that is not known.
    public func isNight(in country: Country, at moment: Date) -> Bool {
        let zones = (zones[country] ?? []).compactMap { TimeZone(identifier: $0) }
        return !zones.isEmpty && zones.allSatisfy { !Self.waking.contains(TimeOfDay(moment, in: $0).hour) }
    }
}
