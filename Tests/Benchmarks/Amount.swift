import Foundation

/// Numbers for people.
enum Amount {
    /// Milliseconds with three digits that mean something.
    static func time(_ milliseconds: Double) -> String {
        switch milliseconds {
        case ..<0.1: "\(short(milliseconds * 1000)) µs"
        case ..<1000: "\(short(milliseconds)) ms"
        default: "\(short(milliseconds / 1000)) s"
        }
    }

    static func short(_ number: Double) -> String {
        switch abs(number) {
        case ..<10 where number != number.rounded(): String(format: "%.2f", number)
        case ..<100 where number != number.rounded(): String(format: "%.1f", number)
        default: grouped(Int(number.rounded()))
        }
    }

    static func grouped(_ number: Int) -> String {
        var text = ""
        for (place, digit) in String(number).reversed().enumerated() {
            if place > 0, place % 3 == 0, digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    /// Bytes as MB of 1,048,576.
    static func megabytes(_ bytes: Double) -> String { "\(short(bytes / 1_048_576)) MB" }
}
