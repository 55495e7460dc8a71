import Foundation

extension Date {
    /// The form of a time in the database: whole milliseconds since 1970, UTC.
    package var milliseconds: Int64 {
        let bounds = StoredBounds.times
        return Int64((Double(bounds.lowerBound)...Double(bounds.upperBound)).nearest(to: (timeIntervalSince1970 * 1000).rounded()))
    }

    package init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(StoredBounds.times.nearest(to: milliseconds)) / 1000)
    }
}
