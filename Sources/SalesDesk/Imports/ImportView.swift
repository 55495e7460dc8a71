import CRM
import TerminalKit

/// Draws an import above the line of news: the files, the columns of the one that was chosen, or how far it has come.
enum ImportView {
    static func draw(_ pane: ImportPane, _ state: DeskState, into scene: inout Scene) {
        let rect = FrameLayout(state).body
        scene.grid.fill(rect, .plain)
        scene.hits = []
        if let run = state.importRun { return ImportSummaryView.draw(run, in: rect, into: &scene) }
        switch pane.step {
        case .path: drawPath(pane.path, state, in: rect, into: &scene)
        case .columns: if let columns = pane.columns { drawColumns(columns, state.keys, in: rect, into: &scene) }
        case .summary: if let summary = pane.summary { ImportSummaryView.draw(summary, state, in: rect, into: &scene) }
        case .end: if let end = pane.end { ImportSummaryView.draw(end, in: rect, into: &scene) }
        }
    }

    /// The title, with what is imported and a remark at the right.
    static func drawTitle(_ what: String, _ note: String, in rect: Rect, into scene: inout Scene) {
        let end = rect.width - 1
        let x = 1 + scene.grid.put("IMPORT", x: 1, y: rect.y, width: rect.width - 2, style: .dim) + 3
        let noted = TextWidth.of(note)
        scene.grid.put(what, x: x, y: rect.y, width: max(0, end - x - (noted > 0 && noted + 12 < end - x ? noted + 2 : 0)), style: .bold)
        if noted + 12 < end - x { scene.grid.put(note, x: end - noted, y: rect.y, width: noted, style: .dim) }
    }

    // MARK: The file

    private static func drawPath(_ path: ImportPath, _ state: DeskState, in rect: Rect, into scene: inout Scene) {
        drawTitle("customers from a CSV file", path.isLooking ? "reading…" : "", in: rect, into: &scene)
        let isLow = rect.height < 8
        var y = rect.y + (isLow ? 1 : 2)
        let used = scene.grid.put("file", x: 1, y: y, width: rect.width - 2, style: path.selected == nil ? .accent.bolded() : .dim)
        path.field.draw(
            into: &scene.grid, x: used + 3, y: y, width: max(1, rect.width - used - 4), style: .field, focused: path.selected == nil)
        y += 1
        if let problem = path.problem ?? path.listing?.problem {
            for line in Wrapped.lines(SafeText.clean(problem), width: rect.width - 2) where y < rect.maxY {
                scene.grid.put(line, x: 1, y: y, width: rect.width - 2, style: path.problem == nil ? .dim : .warning)
                y += 1
            }
        }
        if !isLow { y += 1 }
        drawEntries(path, state, in: Rect(x: 0, y: y, width: rect.width, height: max(0, rect.maxY - y)), into: &scene)
    }

    private static func drawEntries(_ path: ImportPath, _ state: DeskState, in rect: Rect, into scene: inout Scene) {
        guard let listing = path.shown, !rect.isEmpty else { return }
        guard !listing.entries.isEmpty else {
            let text = listing.problem == nil && path.problem == nil ? "Nothing here begins so." : ""
            scene.grid.put(text, x: 2, y: rect.y, width: rect.width - 3, style: .dim)
            return
        }
        // Size and day give way before the name does.
        let aside = rect.width >= 56 ? 24 : 0
        let name = min(60, rect.width - 3 - aside)
        for line in ListRows.draw(listing.entries.count, selected: path.selected ?? -1, in: rect, { .imports(.entry($0)) }, into: &scene) {
            let entry = listing.entries[line.index]
            let text = entry.isFolder ? entry.name + "/" : entry.name
            scene.grid.put(text, x: 2, y: line.y, width: name, style: (entry.isFolder ? Style.dim : .plain).on(line.surface))
            guard aside > 0 else { continue }
            let style = Style.dim.on(line.surface)
            let size = entry.isFolder ? "folder" : Numbers.bytes(entry.size)
            scene.grid.put(size, x: 2 + name + 1, y: line.y, width: 8, style: style, align: .right)
            let day = InstantPresentation.minute(entry.changedAt, now: state.now, in: state.configuration.zone)
            scene.grid.put(day, x: 2 + name + 11, y: line.y, width: aside - 11, style: style)
        }
    }

    // MARK: The columns

    private static func drawColumns(_ columns: ImportEditor, _ keys: Keymap, in rect: Rect, into scene: inout Scene) {
        let preview = columns.file.preview
        // A very low window has room for the table alone.
        let isTiny = rect.height < 4
        if !isTiny {
            drawTitle(columns.file.name, columns.isEdited ? "changed" : Numbers.bytes(columns.file.state.size), in: rect, into: &scene)
        }
        var y = rect.y + (isTiny ? 0 : 1)
        let doubt = doubt(columns)
        for line in Wrapped.lines(doubt ?? explanation(preview), width: rect.width - 2) where y < rect.maxY - 3 {
            scene.grid.put(line, x: 1, y: y, width: rect.width - 2, style: doubt == nil ? .dim : .warning)
            y += 1
        }
        if rect.height > 9 { y += 1 }
        let choices =
            ImportChoice.all.map { MappingTable.Choice(key: keys.of($0.commandID), title: $0.title) }
            + [MappingTable.Choice(key: keys.of(ImportChoice.guess), title: "as it was found")]
        let table = MappingTable(
            heads: ("COLUMN", "FIRST VALUE", "FIELD"), count: columns.shown.count, selected: columns.selected, choices: choices,
            target: { .imports(.column($0)) }, row: { row(columns, $0) })
        table.draw(in: Rect(x: 0, y: y, width: rect.width, height: max(0, rect.maxY - y)), isLow: rect.height < 14, into: &scene)
    }

    private static func explanation(_ preview: ImportPreview) -> String {
        var text = "Choose which field each column fills. Phone, e-mail and remark take several."
        if preview.isMeta { text += " These are leads from Meta: what fills no field is kept as an answer." }
        if !preview.hasHeadings { text += " Its first line names no columns, so it is read as a customer." }
        if preview.isWestern { text += " The file is not UTF-8: if letters look wrong, save it as \"CSV UTF-8\"." }
        return text
    }

    /// The field of the column under the cursor is questioned; nil where it fits.
    private static func doubt(_ columns: ImportEditor) -> String? {
        guard columns.shown.indices.contains(columns.selected), columns.isDoubtful(columns.selected) else { return nil }
        let what = columns.field(columns.selected) == .email ? "an e-mail address" : "a telephone number that can be dialled"
        return "None of the first values in \"\(columns.column(columns.selected).heading)\" is \(what). Is it this column?"
    }

    private static func row(_ columns: ImportEditor, _ index: Int) -> MappingTable.Row {
        let column = columns.column(index)
        let field = columns.field(index)
        let style = field == nil ? Style.dim : Style.accent.bolded()
        let isDoubtful = columns.isDoubtful(index)
        return MappingTable.Row(
            label: column.heading, example: column.example, field: (field?.title ?? "nothing") + (isDoubtful ? "?" : ""),
            style: columns.isGuess(index) && !isDoubtful ? style : style.with(.warning))
    }

    // MARK: Keys

    static func hints(_ pane: ImportPane, _ state: DeskState) -> [KeyHints.Hint] {
        let keys = state.keys
        if let run = state.importRun {
            return run.isStopping
                ? [.said("stopping…")]
                : [keys.hint("prompt.answer", "goes on with other work"), keys.hint("prompt.cancel", "stops the import")]
        }
        switch pane.step {
        case .path:
            return [
                keys.hint("prompt.answer", "open"), keys.hint("prompt.next", "completes"), keys.hint("prompt.up", "prompt.down", "choose"),
                keys.hint("prompt.cancel", "leave"),
            ]
        case .columns:
            return [
                keys.hint("prompt.answer", "go on"), keys.hint("choice.previous", "choice.next", "field"),
                keys.hint("move.up", "move.down", "column"),
                keys.hint("prompt.cancel", pane.columns?.isEdited == true ? "take back" : "other file"),
            ]
        case .summary where pane.summary?.name != nil:
            return [keys.hint("prompt.answer", "into this spreadsheet"), keys.hint("prompt.cancel", "leaves it as it was")]
        case .summary:
            return [
                keys.hint("prompt.answer", "import"), keys.hint("choice.previous", "choice.next", "spreadsheet"),
                keys.hint("import.into", "new spreadsheet"), keys.hint("prompt.cancel", "back to the columns"),
            ]
        case .end:
            let isUndoable = pane.end.map { ImportPresentation($0).isUndoable } ?? false
            return [keys.hint("prompt.answer", "shows them")] + (isUndoable ? [keys.hint("undo", "takes all back")] : [])
        }
    }
}
