import Base
import Foundation

/// The further numbers of a person whose rows became one: they stand in the remark, where a caller sees them.
enum SecondPhone {
    private static let mark = "2nd phone "
    static let separator = " · "

    /// A part of the remark.
    static func text(_ phone: String) -> String { mark + phone }

    /// The numbers in a remark, as they were written.
    static func all(in remark: String) -> [String] {
        guard remark.contains(bytesOf: mark) else { return [] }
        return remark.components(separatedBy: separator).filter { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
    }
}
