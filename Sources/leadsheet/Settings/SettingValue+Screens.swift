import Base
import SalesDesk
import TerminalKit

/// The settings of the screens that are groups of lines: the keys of commands, and the colours of the theme.
extension SettingValue {
    // MARK: Keys

    @Sendable static func keymap(_ loader: SettingsLoader, _ setting: Setting<Keymap>) throws(PlainError) -> Keymap {
        let (overrides, faults) = overrides(loader, setting)
        if let first = faults.first { throw first }
        do throws(Keymap.Fault) {
            return try Keymap(overrides)
        } catch {
            throw sentence(of: error, loader, setting)
        }
    }

    /// All that is wrong with the lines below `keys`.
    static func keyFaults(_ loader: SettingsLoader, _ setting: Setting<Keymap>) -> [PlainError] {
        let (overrides, faults) = overrides(loader, setting)
        return faults + Keymap.faults(of: overrides).map { sentence(of: $0, loader, setting) }
    }

    /// The lines below `keys` as they are meant, and what is wrong with the others.
    private static func overrides(_ loader: SettingsLoader, _ setting: Setting<Keymap>) -> ([Keymap.Override], [PlainError]) {
        let (file, variable) = (loader.file, setting.environmentName)
        guard loader.environment[variable] == nil else {
            return ([], [PlainError("The environment variable \(variable): keys are set in the settings file alone, here \(file.path).")])
        }
        let entries = file.entries(of: setting.name)
        if entries.isEmpty, file.lines[setting.name] != nil, (try? file.text(of: setting.name)) != "" {
            return (
                [], [PlainError("\(loader.place(of: setting)): keys has no lines of its own below it, expected \(setting.expected).")]
            )
        }
        var overrides: [Keymap.Override] = []
        var faults: [PlainError] = []
        for entry in entries {
            if let keys = file.values(of: setting.name, entry), keys != [""] {
                overrides.append(Keymap.Override(entry.name, keys))
            } else {
                faults.append(
                    PlainError(
                        "\(file.place(of: entry)): \(entry.name) in keys names no key, expected a key such as F3, a list such as [s, F3], or [] for none. Signs such as \"#\" need quotes."
                    ))
            }
        }
        return (overrides, faults)
    }

    private static func sentence(of fault: Keymap.Fault, _ loader: SettingsLoader, _ setting: Setting<Keymap>) -> PlainError {
        let entry = loader.file.entries(of: setting.name).first { $0.name == fault.command }
        return PlainError("\(entry.map(loader.file.place) ?? loader.place(of: setting)): in keys \(fault.reason)".asSentence)
    }

    // MARK: Theme

    private static let themeName = "name"

    /// The name behind `theme`, or that of its group.
    @Sendable static func theme(_ loader: SettingsLoader, _ setting: Setting<ThemeChoice>) throws(PlainError) -> ThemeChoice {
        let file = loader.file
        let entries = file.entries(of: setting.name)
        if entries.isEmpty || loader.wasNamed(setting) { return try loader.value(of: setting) { ThemeChoice(rawValue: $0) } }
        guard let entry = entries.first(where: { $0.name == themeName }) else { return .auto }
        let text = file.values(of: setting.name, entry)?.first ?? ""
        guard let theme = ThemeChoice(rawValue: text) else {
            throw PlainError("\(file.place(of: entry)): the theme's name is \"\(text)\", expected \(setting.expected).")
        }
        return theme
    }

    /// The colours in the group of the theme, and what is wrong with them.
    static func colours(_ file: SettingsFile, _ setting: Setting<ThemeChoice>) -> ([Role: Colour], faults: [PlainError]) {
        var colours: [Role: Colour] = [:]
        var faults: [PlainError] = []
        let names = Role.allCases.map(\.name)
        for entry in file.entries(of: setting.name) where entry.name != themeName {
            guard let role = Role.allCases.first(where: { $0.name == entry.name }) else {
                let remedy = entry.name.didYouMean(names + [themeName]) ?? "There are: \(names.joined(separator: ", "))."
                faults.append(PlainError("\(file.place(of: entry)): a theme has no colour \"\(entry.name.prefix(60))\". \(remedy)"))
                continue
            }
            let text = file.values(of: setting.name, entry)?.first ?? ""
            guard let colour = Colour(text) else {
                faults.append(
                    PlainError(
                        "\(file.place(of: entry)): the colour \(entry.name) is \"\(text.prefix(60))\", expected a name such as bright_blue, a number from 0 to 255, or red, green and blue in quotes, such as \"#5f87ff\"."
                    ))
                continue
            }
            colours[role] = colour
        }
        return (colours, faults)
    }
}
