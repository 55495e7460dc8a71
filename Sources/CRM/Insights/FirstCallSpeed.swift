import Foundation

/// How fast leads were first called or written to, in seconds of working hours, as they were measured then (``WorkingClock``).
public struct FirstCallSpeed: Hashable, Sendable {
    /// A span of waiting times.
    public enum Bucket: Int, Hashable, Sendable, CaseIterable {
        case underOneMinute, underFive, underThirty, longer

        /// Seconds of working hours.
        public var span: Span<Int> {
            switch self {
            case .underOneMinute: Span(until: 60)
            case .underFive: Span(from: 60, until: 300)
            case .underThirty: Span(from: 300, until: 1800)
            case .longer: Span(from: 1800)
            }
        }

        /// The search for those who waited so long.
        public var query: String {
            switch self {
            case .underOneMinute: "waited:<1m"
            case .underFive: "waited:1m..5m"
            case .underThirty: "waited:5m..30m"
            case .longer: "waited:>=30m"
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

    /// Those of which the median is told, in ascending order.
    private let sample: [Int]
    /// Of all, in the order of the buckets.
    private let counts: [Int]
    /// Nil where nobody was called.
    public let worst: Int?

    /// - Parameters:
    ///   - sample: the seconds of which the median is told.
    ///   - counts: how many waited so long, in the order of the buckets.
    ///   - worst: seconds.
    init(sample: [Int], counts: [Int], worst: Int?) {
        self.sample = sample.sorted()
        self.counts = counts
        self.worst = worst
    }

    public init(_ seconds: [Int]) {
        let counts = Bucket.allCases.map { bucket in seconds.count { bucket.span.contains($0) } }
        self.init(sample: seconds, counts: counts, worst: seconds.max())
    }

    public var count: Int { counts.reduce(0, +) }
    /// Nil where nobody was called.
    public var median: Int? { sample.isEmpty ? nil : sample[sample.count / 2] }

    public func count(_ bucket: Bucket) -> Int { counts[bucket.rawValue] }

    /// From 0 to 1; 0 where nobody was called.
    public func share(_ bucket: Bucket) -> Double { count == 0 ? 0 : Double(count(bucket)) / Double(count) }

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
