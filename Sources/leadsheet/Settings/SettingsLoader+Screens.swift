import Base
import SalesDesk
import TerminalKit

/// The settings of the screens that are groups of lines: the keys of commands, and the colours of the theme.
extension SettingsLoader {
    // MARK: Keys

    func keymap() throws(PlainError) -> Keymap {
        let variable = SettingKey.keys.environmentName
        guard environment[variable] == nil else {
            throw PlainError("The environment variable \(variable): keys are set in the settings file alone, here \(file.path).")
        }
        var overrides: [Keymap.Override] = []
        let entries = file.entries(of: .keys)
        if entries.isEmpty, file.lines[SettingKey.keys.rawValue] != nil, (try? file.text(of: .keys)) != "" {
            throw PlainError("\(place(of: .keys)): keys has no lines of its own below it, expected \(SettingKey.keys.expected).")
        }
        for entry in entries {
            guard let keys = file.values(of: .keys, entry), keys != [""] else {
                throw PlainError(
                    "\(place(of: entry)): \(entry.name) in keys names no key, expected a key such as F3, a list such as [s, F3], or [] for none. Signs such as \"#\" need quotes."
                )
            }
            overrides.append(Keymap.Override(entry.name, keys))
        }
        do throws(Keymap.Fault) {
            return try Keymap(overrides)
        } catch {
            let place = entries.first { $0.name == error.command }.map(place) ?? place(of: .keys)
            throw PlainError("\(place): in keys \(error.reason).")
        }
    }

    // MARK: Theme

    private static let themeName = "name"

    /// The name behind `theme`, or that of its group.
    func theme() throws(PlainError) -> ThemeChoice {
        let entries = file.entries(of: .theme)
        if entries.isEmpty || wasNamed(.theme) { return try value(.theme) { ThemeChoice(rawValue: $0) } }
        guard let entry = entries.first(where: { $0.name == Self.themeName }) else { return .auto }
        let text = file.values(of: .theme, entry)?.first ?? ""
        guard let theme = ThemeChoice(rawValue: text) else {
            throw PlainError("\(place(of: entry)): the theme's name is \"\(text)\", expected \(SettingKey.theme.expected).")
        }
        return theme
    }

    /// The colours in the group of the theme.
    func colours() throws(PlainError) -> [Role: Colour] {
        var colours: [Role: Colour] = [:]
        let names = Role.allCases.map(\.name)
        for entry in file.entries(of: .theme) where entry.name != Self.themeName {
            guard let role = Role.allCases.first(where: { $0.name == entry.name }) else {
                let near = entry.name.nearest(among: names + [Self.themeName]).map { "Did you mean \($0)?" }
                let remedy = near ?? "There are: \(names.joined(separator: ", "))."
                throw PlainError("\(place(of: entry)): a theme has no colour \"\(entry.name.prefix(60))\". \(remedy)")
            }
            let text = file.values(of: .theme, entry)?.first ?? ""
            guard let colour = Colour(text) else {
                throw PlainError(
                    "\(place(of: entry)): the colour \(entry.name) is \"\(text.prefix(60))\", expected a name such as bright_blue, a number from 0 to 255, or red, green and blue in quotes, such as \"#5f87ff\"."
                )
            }
            colours[role] = colour
        }
        return colours
    }

    private func place(of entry: SettingsFile.Entry) -> String { "\(file.path), line \(entry.line)" }
}
