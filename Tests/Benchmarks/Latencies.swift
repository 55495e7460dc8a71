import Dispatch
import Histogram

/// Times, kept to three digits.
struct Latencies: Sendable {
    private var histogram = Histogram<UInt64>(highestTrackableValue: 600_000_000_000, numberOfSignificantValueDigits: .three)

    var count: Int { Int(histogram.totalCount) }

    /// Nanoseconds of the monotonic clock, the same in every process.
    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    mutating func record(from start: UInt64, to end: UInt64) {
        histogram.record(end > start ? end - start : 0)
    }

    /// A percentile, 0 to 100.
    func milliseconds(_ percentile: Double) -> Double { Double(histogram.valueAtPercentile(percentile)) / 1e6 }
}
