import Foundation

/// What a process takes of the machine's memory.
enum ProcessMemory {
    /// The most that was resident at any time, in megabytes of 1024 x 1024 bytes; nil where the system does not tell.
    static func mostResident(of process: Int32) -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return nil }
        return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 / 1024 }
    }
}
