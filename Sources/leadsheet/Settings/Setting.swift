/// One setting as data: under which name it is said, what counts when nobody says it, and what a value must look like. Where it is read, it
/// is `settings.NAME` by the name of its record in ``SettingRecords``.
struct Setting<Value: Sendable>: SettingRecord {
    let name: String
    let about: String
    let defaultText: String
    let expected: String
    let isReloaded: Bool
    let isPrivate: Bool
    private let read: @Sendable (SettingsLoader, Setting) throws(PlainError) -> Value

    /// A single value.
    ///
    /// - Parameters:
    ///   - about: empty where the setting before it tells of this one, too.
    ///   - default: empty where the program works it out, such as the standard folders, the only user or the system's time zone.
    ///   - expected: the end of the sentence that refuses another value.
    ///   - parse: nil for a text that is none.
    init(
        _ name: String, about: String = "", default: String = "", expected: String, isReloaded: Bool = false,
        parse: @escaping @Sendable (String) -> Value?
    ) {
        self.init(name, about: about, default: `default`, expected: expected, isReloaded: isReloaded) {
            (loader, setting) throws(PlainError) in
            try loader.value(of: setting, parse)
        }
    }

    /// A value that is not read from a single text, such as a list or a group of lines. `read` throws the sentence that refuses another.
    init(
        _ name: String, about: String = "", default: String = "", expected: String, isReloaded: Bool = false, isPrivate: Bool = false,
        read: @escaping @Sendable (SettingsLoader, Setting) throws(PlainError) -> Value
    ) {
        self.name = name
        self.about = about
        defaultText = `default`
        self.expected = expected
        self.isReloaded = isReloaded
        self.isPrivate = isPrivate
        self.read = read
    }

    func value(in loader: SettingsLoader) throws(PlainError) -> Value { try read(loader, self) }
}

/// A setting whatever its value is.
protocol SettingRecord: Sendable {
    associatedtype Value: Sendable
    /// In `leadsheet.yaml`; in the environment it is `LEADSHEET_` and the name in capitals.
    var name: String { get }
    /// For the manual and the example of the file: paragraphs, and lines that begin with blanks and stay as they are.
    var about: String { get }
    var defaultText: String { get }
    /// The form of a value: the end of the sentence that refuses another.
    var expected: String { get }
    /// A `leadsheet serve` that runs takes another value when it reads its settings again; all others count from the next start.
    var isReloaded: Bool { get }
    /// It is a command whose arguments may hold another program's password, so they are shown nowhere.
    var isPrivate: Bool { get }
    /// The value in force. Throws the sentence that refuses what was said.
    func value(in loader: SettingsLoader) throws(PlainError) -> Value
}

extension SettingRecord {
    var environmentName: String { "LEADSHEET_\(name.uppercased())" }
    /// As a command takes it, where it does.
    var flag: String { "--\(name.replacing("_", with: "-"))" }
}
