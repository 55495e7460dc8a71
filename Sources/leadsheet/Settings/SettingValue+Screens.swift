import Base
import SalesDesk
import TerminalKit

/// The settings of the screens that are groups of lines: the keys of commands, and the colours of the theme.
extension SettingValue {
    // MARK: Keys

    @Sendable static func keymap(_ loader: SettingsLoader, _ setting: Setting<Keymap>) throws(PlainError) -> Keymap {
        let (file, variable) = (loader.file, setting.environmentName)
        guard loader.environment[variable] == nil else {
            throw PlainError("The environment variable \(variable): keys are set in the settings file alone, here \(file.path).")
        }
        var overrides: [Keymap.Override] = []
        let entries = file.entries(of: setting.name)
        if entries.isEmpty, file.lines[setting.name] != nil, (try? file.text(of: setting.name)) != "" {
            throw PlainError("\(loader.place(of: setting)): keys has no lines of its own below it, expected \(setting.expected).")
        }
        for entry in entries {
            guard let keys = file.values(of: setting.name, entry), keys != [""] else {
                throw PlainError(
                    "\(file.place(of: entry)): \(entry.name) in keys names no key, expected a key such as F3, a list such as [s, F3], or [] for none. Signs such as \"#\" need quotes."
                )
            }
            overrides.append(Keymap.Override(entry.name, keys))
        }
        do throws(Keymap.Fault) {
            return try Keymap(overrides)
        } catch {
            let place = entries.first { $0.name == error.command }.map(file.place) ?? loader.place(of: setting)
            throw PlainError("\(place): in keys \(error.reason)".asSentence)
        }
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

    /// The colours in the group of the theme.
    static func colours(_ file: SettingsFile, _ setting: Setting<ThemeChoice>) throws(PlainError) -> [Role: Colour] {
        var colours: [Role: Colour] = [:]
        let names = Role.allCases.map(\.name)
        for entry in file.entries(of: setting.name) where entry.name != themeName {
            guard let role = Role.allCases.first(where: { $0.name == entry.name }) else {
                let remedy = entry.name.didYouMean(names + [themeName]) ?? "There are: \(names.joined(separator: ", "))."
                throw PlainError("\(file.place(of: entry)): a theme has no colour \"\(entry.name.prefix(60))\". \(remedy)")
            }
            let text = file.values(of: setting.name, entry)?.first ?? ""
            guard let colour = Colour(text) else {
                throw PlainError(
                    "\(file.place(of: entry)): the colour \(entry.name) is \"\(text.prefix(60))\", expected a name such as bright_blue, a number from 0 to 255, or red, green and blue in quotes, such as \"#5f87ff\"."
                )
            }
            colours[role] = colour
        }
        return colours
    }
}
