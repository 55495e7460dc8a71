import Foundation

/// How fast leads were first called or written to, in seconds of working hours, as ``LeadAge`` counts.
public struct FirstCallSpeed: Hashable, Sendable {
    /// A span of waiting times.
    public enum Bucket: Int, Hashable, Sendable, CaseIterable {
        case underOneMinute, underFive, underThirty, longer

        /// The first second that is no longer in it; nil for the last.
        var end: Int? {
            switch self {
            case .underOneMinute: 60
            case .underFive: 300
            case .underThirty: 1800
            case .longer: nil
            }
        }

        public var title: String {
            switch self {
            case .underOneMinute: "under 1 min"
            case .underFive: "1 to 5 min"
            case .underThirty: "5 to 30 min"
            case .longer: "over 30 min"
            }
        }
    }

    /// In ascending order.
    private let seconds: [Int]

    public init(_ seconds: [Int]) { self.seconds = seconds.sorted() }

    public var count: Int { seconds.count }
    /// Nil where nobody was called.
    public var median: Int? { seconds.isEmpty ? nil : seconds[seconds.count / 2] }
    public var worst: Int? { seconds.last }

    public func count(_ bucket: Bucket) -> Int {
        let start = Bucket(rawValue: bucket.rawValue - 1)?.end ?? 0
        return seconds.count { $0 >= start && $0 < bucket.end ?? .max }
    }

    /// From 0 to 1; 0 where nobody was called.
    public func share(_ bucket: Bucket) -> Double { seconds.isEmpty ? 0 : Double(count(bucket)) / Double(seconds.count) }

    /// The share of those who were called in less than five minutes, from 0 to 1.
    public var shareUnderFive: Double { share(.underOneMinute) + share(.underFive) }

    /// Seconds as they are read: `0:42`, `2:14`, `41m`, `3 h 10`.
    public static func text(_ seconds: Int) -> String {
        switch seconds {
        case ..<600: return "\(seconds / 60):\(Digits.padded(seconds % 60, 2))"
        case ..<3600: return "\(seconds / 60)m"
        default: return "\(seconds / 3600) h \(Digits.padded(seconds % 3600 / 60, 2))"
        }
    }
}
