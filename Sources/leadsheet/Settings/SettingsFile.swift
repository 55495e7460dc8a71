import Base
import Configuration
import Foundation

/// `leadsheet.yaml`, read for its values by the configuration library and for the lines of its keys by itself, so that a fault
/// can be pointed at.
struct SettingsFile: Sendable {
    /// A line of a group, such as the keys of one command below `keys:`.
    struct Entry: Hashable, Sendable {
        let name: String
        /// Counted from 1.
        let line: Int
    }

    let path: String
    /// The line of each key, counted from 1.
    let lines: [String: Int]
    /// The lines below each key that is a group.
    private let groups: [String: [Entry]]
    /// The lines of the entries of each list that has a line for each.
    private let items: [String: [Int]]
    /// Why it cannot be used: it is not YAML, or has a key that is no setting or a setting twice. They say nothing of the values.
    let faults: [PlainError]
    let provider: FileProvider<YAMLSnapshot>

    /// Reads the file. One that is missing counts as empty unless `mustExist`. Throws for one that cannot be read, and the first of its faults.
    static func read(_ path: String, mustExist: Bool) async throws(PlainError) -> SettingsFile {
        let file = try await examine(path, mustExist: mustExist)
        if let first = file.faults.first { throw first }
        return file
    }

    /// The same for a file that may have faults: what is wrong with it is left out.
    static func examine(_ path: String, mustExist: Bool) async throws(PlainError) -> SettingsFile {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            guard !mustExist else { throw PlainError("There is no settings file \(path). Check its name.") }
            return try await load(path, text: "")
        }
        guard !isFolder.boolValue else {
            throw PlainError("The settings file \(path) cannot be read (it is a folder). Name the file in it with --config.")
        }
        var status = stat()
        guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw PlainError(
                "The settings file \(path) cannot be read (it is a pipe or a device, and no file). Name a file, which may be empty, with --config."
            )
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
        let (lines, groups, items, faults) = outline(of: text, path: path)
        do throws(PlainError) {
            // A file of comments alone is no mapping for the library, and says nothing: as good as missing.
            let provider = try await provider(path, isMissing: lines.isEmpty)
            return SettingsFile(path: path, lines: lines, groups: groups, items: items, faults: faults, provider: provider)
        } catch {
            // A fault that was found above may be the cause, and says more.
            let faults = faults.isEmpty ? [error] : faults
            return SettingsFile(
                path: path, lines: [:], groups: [:], items: [:], faults: faults, provider: try await provider(path, isMissing: true))
        }
    }

    private static func provider(_ path: String, isMissing: Bool) async throws(PlainError) -> FileProvider<YAMLSnapshot> {
        let asked = InMemoryProvider(values: [
            "filePath": ConfigValue(.string(isMissing ? "/nonexistent/leadsheet.yaml" : path), isSecret: false),
            "allowMissing": ConfigValue(.bool(isMissing), isSecret: false),
        ])
        do {
            return try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: asked))
        } catch {
            throw PlainError(sentence(for: "\(error)", path: path))
        }
    }

    /// The keys at the margin with their lines, the entries below them, and what is wrong with either.
    private static func outline(of text: String, path: String) -> (
        lines: [String: Int], groups: [String: [Entry]], items: [String: [Int]], faults: [PlainError]
    ) {
        var found: [String: Int] = [:]
        var groups: [String: [Entry]] = [:]
        var items: [String: [Int]] = [:]
        var faults: [PlainError] = []
        func refuse(_ line: Int, _ reason: String) { faults.append(PlainError("\(path), line \(line): \(reason)")) }
        var (group, indent) = ("", 0)
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let number = index + 1
            if group.isEmpty, line.first?.isWhitespace == true, let word = line.split(whereSeparator: \.isWhitespace).first,
                word.first != "#"
            {
                refuse(number, "a setting begins in the first column. Take away the blanks before it, and as many of each line below it.")
                // One that has none is the next fault.
                group = String(word)
                continue
            }
            if !group.isEmpty, line.contains(/^ *-\s/) { items[group, default: []].append(number) }
            if let entry = line.firstMatch(of: /^([ ]+)("[^"]*"|'[^']*'|[^\s"'#:\[{-][^:]*?)[ ]*:(?:\s|$)/) {
                if groups[group] == nil { indent = entry.1.count }
                guard entry.1.count == indent else { continue }
                let name = bare(entry.2)
                if let earlier = groups[group]?.first(where: { $0.name == name }) {
                    refuse(number, "\(name) is set a second time, after line \(earlier.line). Keep one of the two.")
                    continue
                }
                groups[group, default: []].append(Entry(name: name, line: number))
            }
            guard let first = line.first, !first.isWhitespace, first != "#", first != "%", !line.hasPrefix("..."), !line.hasPrefix("---")
            else { continue }
            // The entries of a list may stand at the margin, below its name.
            if first == "-", !group.isEmpty { continue }
            guard first != "-", let colon = line.firstIndex(of: ":"), line[colon...].dropFirst().first?.isWhitespace != false else {
                refuse(number, "\"\(line.prefix(60))\" is not a setting, expected NAME: VALUE.")
                continue
            }
            let name = bare(line[..<colon])
            guard SettingRecords.all.contains(where: { $0.name == name }) else {
                let near = name.didYouMean(SettingRecords.all.map(\.name)).map { " \($0)" } ?? ""
                refuse(number, "there is no setting \"\(name.prefix(60))\".\(near)")
                // The lines below it are its own.
                group = name
                continue
            }
            group = name
            if let earlier = found[name] {
                refuse(number, "\(name) is set a second time, after line \(earlier). Keep one of the two.")
            } else {
                found[name] = number
            }
        }
        return (found, groups, items, faults)
    }

    private static func bare(_ name: Substring) -> String { name.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'")) }

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
    func text(of name: String) throws -> String? {
        try provider.value(forKey: AbsoluteConfigKey([name]), type: .string).value?.content.text
    }

    /// The entries of a list, nil when the file does not set it. Throws for a single value.
    func list(of name: String) throws -> [String]? {
        guard
            case .stringArray(let list)? = try provider.value(forKey: AbsoluteConfigKey([name]), type: .stringArray).value?.content
        else { return nil }
        return list
    }
}

extension SettingsFile {
    func line(of name: String, entry: Int) -> Int? {
        guard let lines = items[name], lines.indices.contains(entry) else { return nil }
        return lines[entry]
    }

    /// The lines of a group, in their order; none for a single value, a list or a group in braces.
    func entries(of name: String) -> [Entry] { groups[name] ?? [] }

    func place(of entry: Entry) -> String { "\(path), line \(entry.line)" }

    /// The single value of an entry, or those of its list; nil when it has other groups below it.
    func values(of name: String, _ entry: Entry) -> [String]? {
        let place = AbsoluteConfigKey([name, entry.name])
        if let text = try? provider.value(forKey: place, type: .string).value?.content.text { return [text] }
        guard case .stringArray(let list)? = try? provider.value(forKey: place, type: .stringArray).value?.content else { return nil }
        return list
    }
}

extension ConfigContent {
    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
