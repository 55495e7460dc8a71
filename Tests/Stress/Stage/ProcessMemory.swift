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

    /// The same of every process that runs a program of this name with this word on its command line, or with none.
    static func mostResident(running program: String, _ word: String?) -> [Int] {
        let processes = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        return processes.filter { process in
            guard let line = try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline")) else { return false }
            let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return words.first.map { URL(filePath: $0).lastPathComponent == program } == true && words.dropFirst().first == word
        }.compactMap(mostResident).sorted()
    }
}
