import Configuration
import Foundation

/// Puts the layers together: what the command line names, the environment, the file, the defaults.
struct SettingsLoader {
    private let reader: ConfigReader
    private let flags: [String: String]
    let environment: [String: String]
    let file: SettingsFile

    /// Takes the settings named on the command line by their names, the file it names, and the environment. Throws the
    /// sentence that names the place of the first value that does not parse.
    static func load(
        flags: [String: String] = [:], config: String? = nil, environment: [String: String]
    ) async throws(PlainError) -> Settings {
        let environment = environment.filter { $0.key.hasPrefix("LEADSHEET_") ? !$0.value.isEmpty : true }
        let flags = flags.filter { !$0.value.isEmpty }
        let named = config ?? environment["LEADSHEET_CONFIG"]
        let records = SettingRecords.records
        let home = flags[records.home.name] ?? environment[records.home.environmentName]
        let place = Folders.resolve(home: home, config: named, environment: environment).configFile
        let file = try await SettingsFile.read(place, mustExist: named != nil)
        let loader = SettingsLoader(flags: flags, environment: environment, file: file)
        return try Settings(loader, config: place)
    }

    /// Every fault of a file by itself, each as a sentence that begins with its place: those of its form first. Of a setting that is one line
    /// or a list the first fault is told, and of a file that is no YAML, as with a line that is there twice, none of its values. Throws where
    /// the file cannot be read.
    static func faults(ofFile path: String, environment: [String: String]) async throws(PlainError) -> [PlainError] {
        let file = try await SettingsFile.examine(path, mustExist: true)
        let loader = SettingsLoader(flags: [:], environment: environment.filter { !$0.key.hasPrefix("LEADSHEET_") }, file: file)
        return file.faults + Settings.faults(loader)
    }

    private init(flags: [String: String], environment: [String: String], file: SettingsFile) {
        let values = flags.map { (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: false)) }
        reader = ConfigReader(providers: [
            InMemoryProvider(name: "command line", values: Dictionary(uniqueKeysWithValues: values)),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "leadsheet"),
            file.provider,
        ])
        self.flags = flags
        self.environment = environment
        self.file = file
    }

    // MARK: The layers

    /// Whether a flag or a variable says it: for this run, and not for ever.
    func wasNamed(_ setting: some SettingRecord) -> Bool {
        flags[setting.name] != nil || environment[setting.environmentName] != nil
    }

    private func text(of setting: some SettingRecord) throws(PlainError) -> String {
        if let text = reader.string(forKey: ConfigKey([setting.name])) { return text.isEmpty ? setting.defaultText : text }
        // The library gives nothing for a list or a mapping where a single value belongs; that is a fault, not an absence.
        if file.lines[setting.name] != nil {
            throw PlainError("\(place(of: setting)): \(setting.name) is not a single value, expected \(setting.expected).")
        }
        return setting.defaultText
    }

    /// The value of a setting that is a single text.
    func value<Value>(of setting: some SettingRecord, _ parse: (String) -> Value?) throws(PlainError) -> Value {
        let text = try text(of: setting)
        guard let value = parse(text) else {
            throw PlainError(
                "\(place(of: setting)): \(setting.name) is \"\(text)\", expected \(setting.expected).", isUsage: flags[setting.name] != nil)
        }
        return value
    }

    /// The entries of a setting that is a list; nil when nobody says it.
    func list(of setting: some SettingRecord) throws(PlainError) -> [String]? {
        let name = ConfigKey([setting.name])
        if let listed = reader.stringArray(forKey: name) { return listed }
        if file.lines[setting.name] == nil || (reader.string(forKey: name) ?? "?").isEmpty { return nil }
        throw PlainError("\(place(of: setting)): \(setting.name) is not a list, expected \(setting.expected).")
    }

    func origin(of setting: some SettingRecord) -> SettingOrigin {
        if flags[setting.name] != nil { return .option(setting.flag) }
        if environment[setting.environmentName] != nil { return .variable(setting.environmentName) }
        if let line = file.lines[setting.name] { return .file(file.path, line: line) }
        return .standard
    }

    /// Where the value in force was said, as the beginning of a sentence.
    func place(of setting: some SettingRecord) -> String { origin(of: setting).place }

    /// The same of an entry of a list, which may have a line of its own.
    func place(of setting: some SettingRecord, entry: Int?) -> String {
        guard case .file = origin(of: setting), let entry, let line = file.line(of: setting.name, entry: entry) else {
            return place(of: setting)
        }
        return SettingOrigin.file(file.path, line: line).place
    }

    /// The value in force as a text, in the form that the file has it in.
    func said(_ setting: some SettingRecord) -> SaidSetting {
        SaidSetting(record: setting, text: writtenText(of: setting) ?? setting.defaultText, origin: origin(of: setting))
    }

    /// Nil when nobody says it, and for an empty value.
    private func writtenText(of setting: some SettingRecord) -> String? {
        func flow(_ values: [String]) -> String { "[\(values.joined(separator: ", "))]" }
        let name = ConfigKey([setting.name])
        if let text = reader.string(forKey: name) { return text.isEmpty ? nil : text }
        if let list = reader.stringArray(forKey: name) { return flow(list) }
        let lines = file.entries(of: setting.name).compactMap { entry -> String? in
            guard let values = file.values(of: setting.name, entry) else { return nil }
            return "\(entry.name): \(values.count == 1 ? values[0] : flow(values))"
        }
        return lines.isEmpty ? nil : "{\(lines.joined(separator: ", "))}"
    }
}
