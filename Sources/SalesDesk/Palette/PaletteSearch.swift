import CRM
import Foundation
import TerminalKit

/// Finding what can be done, spreadsheets and customers by typing a part of what they are called.
enum PaletteSearch {
    static let mostCustomers = 5
    /// Letters from which on customers are looked for.
    private static let leastLetters = 2
    /// The commands that are done faster without the palette, and the palette itself.
    private static let left: Set<String> = ["palette", "cancel", "quit.how"]

    /// The words under which customers are searched; nil where that is too little to search for.
    static func customerWords(_ text: String) -> String? {
        let text = text.trimmingCharacters(in: .whitespaces)
        return text.count >= leastLetters ? text : nil
    }

    /// The items that may be meant, likeliest first: commands that can be done here, spreadsheets, commands that are done elsewhere,
    /// customers. When nothing is typed, everything but the customers.
    static func items(_ palette: PaletteState, _ state: DeskState) -> [PaletteItem] {
        let words = SearchText.fold(palette.field.text).split(separator: " ").map(String.init)
        let here = CommandRegistry.commands(in: state).filter { isOffered($0, state.keys) }
        let elsewhere = state.keys.commands.filter { isOffered($0, state.keys) && !CommandRegistry.isHere($0, state) }
        let lists =
            state.sheets.summaries.compactMap { sheet in rank(words, sheet.spreadsheet.name).map { ($0, PaletteItem.spreadsheet(sheet)) } }
            + state.sheets.views.compactMap { view in rank(words, view.name).map { ($0, PaletteItem.view(view)) } }
        let isSearched = customerWords(palette.field.text) != nil && palette.found?.text == customerWords(palette.field.text)
        let customers = isSearched ? (palette.found?.customers ?? []).map(PaletteItem.customer) : []
        return ranked(here, words, state.keys).map(PaletteItem.command)
            + lists.filter { $0.0 == 0 }.map(\.1) + lists.filter { $0.0 > 0 }.map(\.1)
            + ranked(elsewhere, words, state.keys).map(PaletteItem.command) + customers
    }

    /// Says whether the palette offers a command. Nobody looks up a command that only moves about, unless it has no key.
    private static func isOffered(_ command: Command, _ keys: Keymap) -> Bool {
        !left.contains(command.id) && !command.isOfOverlay && !(command.isMovement && !keys.strokes(of: command.id).isEmpty)
    }

    /// The commands with these words, those first in which a word begins so, and before them the one that is called so.
    private static func ranked(_ commands: [Command], _ words: [String], _ keys: Keymap) -> [Command] {
        commands.enumerated().compactMap { index, command in
            let rank = rank(words, "\(command.title(keys)) \(command.hint ?? "") \(command.id)")
            return rank.map { (command, words == [SearchText.fold(command.id)] ? -1 : $0, index) }
        }.sorted { ($0.1, $0.2) < ($1.1, $1.2) }.map(\.0)
    }

    /// 0 where each word begins one of the name's, 1 where it is somewhere in it, nil where it is not.
    private static func rank(_ words: [String], _ name: String) -> Int? {
        let name = SearchText.fold(name)
        guard words.allSatisfy({ name.contains($0) }) else { return nil }
        let parts = name.split { !$0.isLetter && !$0.isNumber }
        return words.allSatisfy { word in parts.contains { $0.hasPrefix(word) } } ? 0 : 1
    }
}
