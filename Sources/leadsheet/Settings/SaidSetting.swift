/// Where the value of a setting that is in force was said.
enum SettingOrigin: Hashable, Sendable {
    /// With the name of the option.
    case option(String)
    /// With the name of the environment variable.
    case variable(String)
    /// With the path of the settings file, and the line, counted from 1.
    case file(String, line: Int)
    case standard

    /// The beginning of a sentence about the value.
    var place: String {
        switch self {
        case .option(let name): name
        case .variable(let name): "The environment variable \(name)"
        case .file(let path, let line): "\(path), line \(line)"
        case .standard: "The default"
        }
    }

    /// A cell of a table.
    var cell: String {
        switch self {
        case .option(let name), .variable(let name): name
        case .file: place
        case .standard: "default"
        }
    }
}

/// A setting with the value that is in force, as it was said.
struct SaidSetting: Sendable {
    let record: any SettingRecord
    /// In the form that the file has it in; the default where nobody says it.
    let text: String
    let origin: SettingOrigin

    /// The text without what nobody is to read over somebody's shoulder or in a log: the password of an address, and the arguments of a
    /// command, which may be another program's password.
    var shownText: String {
        guard record.isPrivate else { return text.replacing(/(:\/\/[^\/\s@:]*):[^\/\s@]*@/) { "\($0.output.1):…@" } }
        let words = text.split { ",[] \t".contains($0) }
        guard let program = words.first else { return "" }
        return words.count == 1 ? String(program) : "\(program) …"
    }
}
