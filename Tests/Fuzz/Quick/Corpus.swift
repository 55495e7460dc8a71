import Foundation

/// The inputs and words that are kept beside the tests.
enum Corpus {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// The files of a target, in the order of their names.
    static func inputs(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "Corpus/\(target.rawValue)"), includingPropertiesForKeys: nil)
        return try files.sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0))) }
    }

    /// The words of a libFuzzer dictionary: one in quotes on a line, with `\xNN` for a byte, `\\` and `\"`.
    static func words(of target: FuzzTarget) throws -> [[UInt8]] {
        let text = try String(contentsOf: folder.appending(path: "Words/\(target.rawValue).dict"), encoding: .utf8)
        return text.split(separator: "\n").filter { $0.hasPrefix("\"") }.map { word($0.dropFirst().dropLast()) }
    }

    private static func word(_ quoted: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(quoted.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            if next == UInt8(ascii: "x"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                rest = rest.dropFirst(2)
                bytes.append(value)
            } else {
                bytes.append(next)
            }
        }
        return bytes
    }
}
