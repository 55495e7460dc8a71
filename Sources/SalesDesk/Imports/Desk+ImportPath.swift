import Base
import CRM
import TerminalKit

/// Choosing the file of an import.
extension Desk {
    /// The folder from which was imported last.
    static let importFolder = "import.folder"

    static func openImport(_ state: inout DeskState) -> [DeskEffect] {
        var pane = ImportPane()
        // One that is under way is shown in the place of a new one.
        guard state.importRun == nil else {
            state.overlay = .importing(pane)
            return []
        }
        pane.path.field.set(firstImportPath(state))
        state.overlay = .importing(pane)
        return [.imports(.list(pane.path.field.text))]
    }

    private static func firstImportPath(_ state: DeskState) -> String { state.preferences[importFolder] ?? "~/" }

    private static func changePath(_ state: inout DeskState, _ body: (inout ImportPath) -> Void) {
        guard case .importing(var pane) = state.overlay, pane.step == .path else { return }
        body(&pane.path)
        state.overlay = .importing(pane)
    }

    // MARK: Keys

    static func importPathKey(_ key: LayerKey, _ path: ImportPath, _ state: inout DeskState) -> [DeskEffect] {
        let page = max(1, FrameLayout(state).body.height - 6)
        switch key {
        case .cancel: state.overlay = nil
        case .down: changePath(&state) { $0.move(by: 1) }
        case .up: changePath(&state) { $0.move(by: -1) }
        case .pageDown: changePath(&state) { $0.move(by: page) }
        case .pageUp: changePath(&state) { $0.move(by: -page) }
        case .next: return completePath(path, &state)
        case .answer: return enterPath(path, &state)
        case .previous, .first, .last, .right, .left: break
        }
        return []
    }

    static func importPathText(_ stroke: KeyStroke, _ path: ImportPath, _ state: inout DeskState) -> [DeskEffect] {
        var field = path.field
        guard field.handle(stroke) else { return [] }
        return type(field, &state)
    }

    /// Another text in the field: what it can go on with is read again.
    private static func type(_ field: TextField, _ state: inout DeskState) -> [DeskEffect] {
        var isOther = false
        changePath(&state) { path in
            isOther = path.field.text != field.text
            path.field = field
            guard isOther else { return }
            (path.selected, path.problem, path.completes, path.isLooking) = (nil, nil, false, false)
        }
        return isOther ? [.imports(.list(field.text))] : []
    }

    /// A path that was dropped onto the terminal stands in the place of what was typed. A terminal that does not mark it as pasted may be told from
    /// fast keys while nothing is typed.
    static func pasteImport(_ text: String, isPasted: Bool, _ pane: ImportPane, _ state: inout DeskState) -> [DeskEffect] {
        if pane.step == .summary {
            guard case .importing(var pane) = state.overlay else { return [] }
            pane.summary?.name?.insert(text)
            state.overlay = .importing(pane)
            return []
        }
        var field = pane.path.field
        let isWhole = isPasted || ["", firstImportPath(state)].contains(field.text)
        if isWhole, text.count > 1, let whole = TypedPath.pasted(text) {
            field.set("")
            field.insert(whole)
        } else {
            field.insert(text)
        }
        return type(field, &state)
    }

    private static func completePath(_ path: ImportPath, _ state: inout DeskState) -> [DeskEffect] {
        if let entry = path.entry, let listing = path.listing { return go(to: entry, in: listing, path, &state) }
        guard let listing = path.listing else {
            changePath(&state) { $0.completes = true }
            return []
        }
        guard listing.completed != path.field.text else {
            if listing.entries.count > 1 { changePath(&state) { $0.move(by: 1) } }
            guard listing.entries.isEmpty else { return [] }
            // The file may have been saved there since.
            changePath(&state) { $0.completes = true }
            return [.imports(.list(path.field.text))]
        }
        var field = path.field
        field.set(listing.completed)
        return type(field, &state)
    }

    /// Puts an entry into the field, a folder with its slash.
    private static func go(
        to entry: PathListing.Entry, in listing: PathListing, _ path: ImportPath, _ state: inout DeskState
    ) -> [DeskEffect] {
        var field = path.field
        field.set(listing.folder + entry.name + (entry.isFolder ? "/" : ""))
        return type(field, &state)
    }

    private static func enterPath(_ path: ImportPath, _ state: inout DeskState) -> [DeskEffect] {
        guard let listing = path.listing else { return look(path.field.text, &state) }
        let name = String(path.field.text.dropFirst(listing.folder.count))
        // A folder is gone into, whether the cursor is on it or its name is typed.
        if let folder = path.entry ?? listing.entries.first(where: { $0.name == name && $0.isFolder }), folder.isFolder {
            return go(to: folder, in: listing, path, &state)
        }
        // A path that can go on in one way alone means that.
        let only = listing.entries.count == 1 && !name.isEmpty ? listing.entries.first : nil
        guard let entry = path.entry ?? only else { return look(path.field.text, &state) }
        return go(to: entry, in: listing, path, &state) + look(listing.folder + entry.name, &state)
    }

    private static func look(_ typed: String, _ state: inout DeskState) -> [DeskEffect] {
        changePath(&state) { path in
            path.isLooking = true
            path.problem = nil
        }
        return [.imports(.look(typed))]
    }

    /// A click chooses an entry; a double click opens it.
    static func pressImportEntry(_ row: Int, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        changePath(&state) { $0.selected = row }
        guard isDouble, case .importing(let pane) = state.overlay, pane.step == .path else { return [] }
        return enterPath(pane.path, &state)
    }

    // MARK: Answers

    static func importListed(_ typed: String, _ listing: PathListing, _ state: inout DeskState) -> [DeskEffect] {
        guard case .importing(let pane) = state.overlay, pane.step == .path, pane.path.field.text == typed else { return [] }
        changePath(&state) { $0.take(listing, of: typed) }
        guard pane.path.completes, listing.completed != typed else {
            changePath(&state) { $0.completes = false }
            return []
        }
        var field = pane.path.field
        field.set(listing.completed)
        return type(field, &state)
    }

    static func importLooked(_ typed: String, _ file: ImportFile, _ state: inout DeskState) -> [DeskEffect] {
        guard case .importing(var pane) = state.overlay, pane.step == .path, pane.path.isLooking, pane.path.field.text == typed else {
            return []
        }
        pane.path.isLooking = false
        pane.columns = ImportEditor(file)
        state.overlay = .importing(pane)
        // The next list comes from the same folder, as a rule.
        return file.folder.hasPrefix("/") ? state.prefer(importFolder, file.folder) : []
    }

    static func importRefused(_ typed: String, _ sentence: String, _ state: inout DeskState) -> [DeskEffect] {
        changePath(&state) { path in
            guard path.field.text == typed else { return }
            path.isLooking = false
            path.problem = sentence
        }
        return []
    }
}
