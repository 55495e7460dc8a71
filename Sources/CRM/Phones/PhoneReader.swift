import Synchronization

/// Reads and shows the telephone numbers of one user's customers. It remembers what it has read: the screens draw the same few
/// numbers over and over, and reading one takes longer than drawing a row. Readers of the same country and form are equal.
public final class PhoneReader: Sendable, Hashable {
    /// The user's own country.
    public let home: Country?
    public let format: PhoneFormat
    private let known = Mutex<[String: PhoneNumber?]>([:])

    /// More than any window has, and a bound for what a long day scrolls past.
    private static let capacity = 4096

    public init(home: Country?, format: PhoneFormat) {
        self.home = home
        self.format = format
    }

    public static func == (one: PhoneReader, other: PhoneReader) -> Bool { one.home == other.home && one.format == other.format }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(home)
        hasher.combine(format)
    }

    /// The number in a phone column's text; nil when it is none that is recognised.
    public func number(_ raw: String) -> PhoneNumber? {
        if let known = known.withLock({ $0[raw] }) { return known }
        let number = PhoneNumber(raw, country: home)
        known.withLock { known in
            if known.count >= PhoneReader.capacity { known.removeAll(keepingCapacity: true) }
            known[raw] = .some(number)
        }
        return number
    }

    /// The shown form of a phone column's text: the wanted form, or the text as it came when it is not recognised.
    public func text(_ raw: String) -> String {
        number(raw)?.shown(as: format, in: home) ?? raw
    }
}
