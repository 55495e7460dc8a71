import CRM
import TerminalKit

/// Keys of the palette, and doing what was found.
extension Desk {
    static func paletteKey(_ key: LayerKey, _ palette: PaletteState, _ state: inout DeskState) -> [DeskEffect] {
        switch key {
        case .cancel: state.overlay = nil
        case .answer: return runPaletteRow(palette.selected, &state)
        case .down, .next: return paletteMove(1, palette, &state)
        case .up, .previous: return paletteMove(-1, palette, &state)
        case .pageDown: return paletteMove(10, palette, &state)
        case .pageUp: return paletteMove(-10, palette, &state)
        case .first, .last, .right, .left: break
        }
        return []
    }

    static func paletteText(_ stroke: KeyStroke, _ palette: PaletteState, _ state: inout DeskState) -> [DeskEffect] {
        var next = palette
        guard next.field.handle(stroke) else { return [] }
        return paletteTyped(next, before: palette.field.text, &state)
    }

    static func palettePaste(_ text: String, _ palette: PaletteState, _ state: inout DeskState) -> [DeskEffect] {
        var next = palette
        next.field.insert(text)
        return paletteTyped(next, before: palette.field.text, &state)
    }

    private static func paletteTyped(_ palette: PaletteState, before: String, _ state: inout DeskState) -> [DeskEffect] {
        var next = palette
        let isChanged = next.field.text != before
        if isChanged { next.selected = 0 }
        state.overlay = .palette(next)
        guard isChanged, let words = PaletteSearch.customerWords(next.field.text) else { return [] }
        return [.findCustomers(words)]
    }

    /// Customers with the words that were typed; those for words that were typed before are of no use any more.
    static func customersFound(_ text: String, _ customers: [Customer], _ state: inout DeskState) -> [DeskEffect] {
        guard case .palette(var palette) = state.overlay, PaletteSearch.customerWords(palette.field.text) == text else { return [] }
        palette.found = PaletteState.Found(text: text, customers: customers)
        state.overlay = .palette(palette)
        return []
    }

    static func paletteMove(_ rows: Int, _ palette: PaletteState, _ state: inout DeskState) -> [DeskEffect] {
        var next = palette
        next.selected = min(max(0, palette.selected + rows), max(0, PaletteSearch.items(palette, state).count - 1))
        state.overlay = .palette(next)
        return []
    }

    static func runPaletteRow(_ row: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard case .palette(let palette) = state.overlay else { return [] }
        let found = PaletteSearch.items(palette, state)
        guard found.indices.contains(row) else { return [] }
        state.overlay = nil
        switch found[row] {
        case .command(let command): return runAnywhere(command, &state)
        case .spreadsheet(let summary): return showSpreadsheet(summary.id, &state)
        case .view(let view):
            state.sheets.focus = .grid
            return show(.sheets, &state) + openSavedView(view.id, &state)
        case .customer(let customer): return showSpreadsheet(customer.spreadsheetID, &state) + openCard(customer.id, &state)
        }
    }

    private static func showSpreadsheet(_ id: Spreadsheet.ID, _ state: inout DeskState) -> [DeskEffect] {
        state.sheets.focus = .grid
        return show(.sheets, &state) + openSpreadsheet(id, &state)
    }

    /// Runs a command wherever its keys work: on another screen, that is shown first.
    private static func runAnywhere(_ command: Command, _ state: inout DeskState) -> [DeskEffect] {
        guard !CommandRegistry.isHere(command, state), let place = command.places.first, let screen = state.screen(of: place) else {
            return CommandRegistry.run(command, &state)
        }
        return screen.runThere(command, place, &state)
    }
}
