import Base
import Configuration
import Foundation

/// `leadsheet.yaml`, read for its values by the configuration library and for the lines of its keys by itself, so that a fault
/// can be pointed at.
struct SettingsFile: Sendable {
    let path: String
    /// The line of each key, counted from 1.
    let lines: [String: Int]
    let provider: FileProvider<YAMLSnapshot>

    /// Reads the file. One that is missing counts as empty unless `mustExist`. Throws for one that cannot be read, is not YAML, or
    /// has a key that is no setting or a setting twice.
    static func read(_ path: String, mustExist: Bool) async throws(PlainError) -> SettingsFile {
        guard FileManager.default.fileExists(atPath: path) else {
            guard !mustExist else { throw PlainError("There is no settings file \(path). Check the name behind --config.") }
            return try await load(path, text: "")
        }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw PlainError(
                "The settings file \(path) cannot be read (\(SystemError.reason(of: error))). Fix it, or name another with --config.")
        }
        return try await load(path, text: text)
    }

    private static func load(_ path: String, text: String) async throws(PlainError) -> SettingsFile {
        let lines = try keys(in: text, path: path)
        do {
            // A file of comments alone is no mapping for the library, and says nothing: as good as missing.
            let place = lines.isEmpty ? "/nonexistent/leadsheet.yaml" : path
            let asked = InMemoryProvider(values: [
                "filePath": ConfigValue(.string(place), isSecret: false),
                "allowMissing": ConfigValue(.bool(lines.isEmpty), isSecret: false),
            ])
            let provider = try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: asked))
            return SettingsFile(path: path, lines: lines, provider: provider)
        } catch {
            throw PlainError(sentence(for: "\(error)", path: path))
        }
    }

    /// The keys at the margin, with their lines.
    private static func keys(in text: String, path: String) throws(PlainError) -> [String: Int] {
        var found: [String: Int] = [:]
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let number = index + 1
            guard let first = line.first, !first.isWhitespace, first != "#", first != "-", first != "%", !line.hasPrefix("...") else {
                continue
            }
            guard let colon = line.firstIndex(of: ":") else {
                throw PlainError("\(path), line \(number): \"\(line.prefix(60))\" is not a setting, expected NAME: VALUE.")
            }
            let name = line[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'"))
            guard SettingKey(rawValue: name) != nil else {
                let near = nearest(to: name).map { " Did you mean \($0)?" } ?? ""
                throw PlainError("\(path), line \(number): there is no setting \"\(name.prefix(60))\".\(near)")
            }
            guard found[name] == nil else {
                throw PlainError(
                    "\(path), line \(number): \(name) is set a second time, after line \(found[name] ?? 0). Keep one of the two.")
            }
            found[name] = number
        }
        return found
    }

    /// A setting that differs by a few letters.
    static func nearest(to name: String) -> String? {
        let all = SettingKey.allCases.map { ($0.rawValue, distance(Array($0.rawValue), Array(name.lowercased()))) }
        guard let best = all.min(by: { $0.1 < $1.1 }), best.1 <= max(2, name.count / 3) else { return nil }
        return best.0
    }

    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[b.count]
    }

    /// The YAML reader's complaint (`3:5: error: scanner: …`, and an excerpt below) as one sentence.
    private static func sentence(for complaint: String, path: String) -> String {
        let first = complaint.split(whereSeparator: \.isNewline).first.map(String.init) ?? complaint
        if let match = first.firstMatch(of: /(\d+):\d+: error: (?:[a-z]+: )?(.*)/) {
            let reason = match.2.trimmingCharacters(in: CharacterSet(charactersIn: " :"))
            return "\(path), line \(match.1): this is not YAML (\(reason)), expected NAME: VALUE on a line for each setting."
        }
        return "\(path) cannot be used (\(first)), expected NAME: VALUE on a line for each setting."
    }
}

extension SettingsFile {
    /// The text of a single value, nil when the file does not set it. Throws for a list.
    func text(of key: SettingKey) throws -> String? {
        try provider.value(forKey: AbsoluteConfigKey([key.rawValue]), type: .string).value?.content.text
    }

    /// The entries of a list, nil when the file does not set it. Throws for a single value.
    func list(of key: SettingKey) throws -> [String]? {
        guard
            case .stringArray(let list)? = try provider.value(forKey: AbsoluteConfigKey([key.rawValue]), type: .stringArray).value?.content
        else { return nil }
        return list
    }
}

extension ConfigContent {
    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
