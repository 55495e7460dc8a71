import CRM
import TerminalKit

/// The columns of a file that is imported, the summary, and the import itself.
extension Desk {
    static func importKey(_ key: LayerKey, _ pane: ImportPane, _ state: inout DeskState) -> [DeskEffect] {
        if state.importRun != nil { return importRunKey(key, &state) }
        switch pane.step {
        case .path: return importPathKey(key, pane.path, &state)
        case .columns: return importColumnsKey(key, &state)
        case .summary: return importSummaryKey(key, pane, &state)
        case .end: return pane.end.map { key == .answer || key == .cancel ? closeImport($0, &state) : [] } ?? []
        }
    }

    static func importText(_ stroke: KeyStroke, _ pane: ImportPane, _ state: inout DeskState) -> [DeskEffect] {
        guard pane.isTyping, state.importRun == nil else { return [] }
        if pane.step == .path { return importPathText(stroke, pane.path, &state) }
        changeSummary(&state) { _ = $0.name?.handle(stroke) }
        return []
    }

    static func pressImport(_ hit: ImportsHit, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        guard state.importRun == nil else { return [] }
        switch hit {
        case .entry(let row): return pressImportEntry(row, isDouble: isDouble, &state)
        case .column(let row): return pressImportColumn(row, isDouble: isDouble, &state)
        case .existing(let existing):
            changeSummary(&state) { $0.order.existing = existing }
            return []
        }
    }

    // MARK: Columns

    static func editImport(_ state: inout DeskState, _ body: (inout ImportEditor) -> Void) -> [DeskEffect] {
        guard case .importing(var pane) = state.overlay, pane.step == .columns, var columns = pane.columns else { return [] }
        body(&columns)
        pane.columns = columns
        state.overlay = .importing(pane)
        return []
    }

    private static func importColumnsKey(_ key: LayerKey, _ state: inout DeskState) -> [DeskEffect] {
        switch key {
        case .right: return editImport(&state) { $0.turn(1) }
        case .left: return editImport(&state) { $0.turn(-1) }
        case .answer: return agreeToColumns(&state)
        case .cancel: return leaveColumns(&state)
        default: return key.rows(page: max(1, FrameLayout(state).body.height - 6)).map { moveImport($0, &state) } ?? []
        }
    }

    static func moveImport(_ rows: Int, _ state: inout DeskState) -> [DeskEffect] {
        if case .importing(let pane) = state.overlay, pane.step == .path, state.importRun == nil {
            return importPathKey(rows > 0 ? .down : .up, pane.path, &state)
        }
        return editImport(&state) { $0.move(by: rows) }
    }

    /// A click chooses a column; a double click gives it the next field.
    static func pressImportColumn(_ row: Int, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        editImport(&state) { columns in
            columns.selected = row
            if isDouble { columns.turn(1) }
        }
    }

    /// First what was changed is taken back, then one step back.
    private static func leaveColumns(_ state: inout DeskState) -> [DeskEffect] {
        guard case .importing(var pane) = state.overlay, let columns = pane.columns else { return [] }
        if columns.isEdited {
            pane.columns?.takeBack()
            state.say("Changes taken back. \(state.keys.of("prompt.cancel")) again goes back to the files.", .info)
        } else {
            pane.columns = nil
            pane.path.problem = nil
        }
        state.overlay = .importing(pane)
        return pane.columns == nil ? [.imports(.list(pane.path.field.text))] : []
    }

    private static func agreeToColumns(_ state: inout DeskState) -> [DeskEffect] {
        guard case .importing(var pane) = state.overlay, let columns = pane.columns else { return [] }
        guard columns.hasPerson else {
            state.say("No column is a name, a phone number or an e-mail address. Choose one that is.", .warning)
            return []
        }
        let order = ImportOrder(
            path: columns.file.path, state: columns.file.state, fields: columns.fields,
            spreadsheet: openSheetName(state) ?? newSheetName(columns.file, state),
            existing: columns.file.preview.isOfErrors ? .fill : .skip)
        pane.summary = ImportSummary(file: columns.file, order: order, job: 0)
        state.overlay = .importing(pane)
        return countImport(&state)
    }

    /// The spreadsheet that is open, or chosen in the list, where it is the user's own.
    private static func openSheetName(_ state: DeskState) -> String? {
        guard state.sheets.viewID == nil, let summary = state.sheets.summary(state.sheets.selectedID), summary.shared == nil else {
            return nil
        }
        return summary.spreadsheet.name
    }

    /// The name that a new spreadsheet for the file would get.
    static func newSheetName(_ file: ImportFile, _ state: DeskState) -> String {
        let dot = file.name.dropFirst().lastIndex(of: ".")
        let name = SafeText.clean(dot.map { String(file.name[..<$0]) } ?? file.name)
        return name.isBlank ? "Import" : String(name.prefix(60))
    }

    // MARK: Summary

    private static func countImport(_ state: inout DeskState) -> [DeskEffect] {
        guard case .importing(var pane) = state.overlay, var summary = pane.summary else { return [] }
        state.importJobs += 1
        (summary.job, summary.count, summary.progress) = (state.importJobs, nil, nil)
        pane.summary = summary
        state.overlay = .importing(pane)
        // Those that are here are counted whatever becomes of them.
        var order = summary.order
        order.existing = .skip
        return [.imports(.count(order, job: summary.job))]
    }

    static func changeSummary(_ state: inout DeskState, _ body: (inout ImportSummary) -> Void) {
        guard case .importing(var pane) = state.overlay, var summary = pane.summary else { return }
        body(&summary)
        pane.summary = summary
        state.overlay = .importing(pane)
    }

    static func importCounting(_ job: Int, _ progress: ImportProgress, _ state: inout DeskState) -> [DeskEffect] {
        changeSummary(&state) { if $0.job == job, $0.count == nil { $0.progress = progress } }
        return []
    }

    static func importCounted(_ job: Int, _ end: ImportEnd, _ state: inout DeskState) -> [DeskEffect] {
        changeSummary(&state) { if $0.job == job { $0.count = end } }
        return []
    }

    private static func importSummaryKey(_ key: LayerKey, _ pane: ImportPane, _ state: inout DeskState) -> [DeskEffect] {
        guard let summary = pane.summary else { return [] }
        if let field = summary.name { return importNameKey(key, field, &state) }
        switch key {
        case .answer: return runImport(summary, &state)
        case .right: return turnImportSheet(1, summary, &state)
        case .left: return turnImportSheet(-1, summary, &state)
        case .cancel:
            var pane = pane
            pane.summary = nil
            state.overlay = .importing(pane)
            return [.imports(.stop)]
        default: return []
        }
    }

    /// The next spreadsheet or the one before: the user's own that are there, and a new one with the file's name.
    private static func turnImportSheet(_ step: Int, _ summary: ImportSummary, _ state: inout DeskState) -> [DeskEffect] {
        var names = state.sheets.own.map(\.spreadsheet.name)
        for name in [newSheetName(summary.file, state), summary.order.spreadsheet] where !names.contains(name) { names.append(name) }
        let index = names.firstIndex(of: summary.order.spreadsheet) ?? 0
        return changeImportSheet(names[(index + step + names.count) % names.count], &state)
    }

    private static func changeImportSheet(_ name: String, _ state: inout DeskState) -> [DeskEffect] {
        var isOther = false
        changeSummary(&state) { summary in
            isOther = summary.order.spreadsheet != name
            summary.name = nil
            summary.order.spreadsheet = name
        }
        return isOther ? countImport(&state) : []
    }

    /// Asks for the name of the spreadsheet; that of the file stands there.
    static func askImportName(_ state: inout DeskState) -> [DeskEffect] {
        guard case .importing(let pane) = state.overlay, let summary = pane.summary, summary.name == nil else { return [] }
        let name = newSheetName(summary.file, state)
        changeSummary(&state) { $0.name = TextField(name, limit: 400) }
        return []
    }

    private static func importNameKey(_ key: LayerKey, _ field: TextField, _ state: inout DeskState) -> [DeskEffect] {
        switch key {
        case .cancel: changeSummary(&state) { $0.name = nil }
        case .answer where field.text.isBlank: state.say("A spreadsheet has a name: type one.", .info)
        case .answer: return changeImportSheet(field.text.withoutOuterBlanks, &state)
        default: break
        }
        return []
    }

    // MARK: The import

    /// Need not wait for the counting.
    private static func runImport(_ summary: ImportSummary, _ state: inout DeskState) -> [DeskEffect] {
        if let failure = summary.count?.failure {
            state.say(failure, .warning)
            return []
        }
        state.importJobs += 1
        state.importRun = ImportRun(job: state.importJobs, file: summary.file, order: summary.order)
        // From here on the pane shows the run, and no key of the steps before works.
        state.overlay = .importing(ImportPane())
        return [.imports(.run(summary.order, job: state.importJobs))]
    }

    private static func importRunKey(_ key: LayerKey, _ state: inout DeskState) -> [DeskEffect] {
        if key == .answer { state.overlay = nil }
        return key == .cancel ? stopImport(&state) : []
    }

    private static func stopImport(_ state: inout DeskState) -> [DeskEffect] {
        state.importRun?.isStopping = true
        return [.imports(.stop)]
    }

    static func importRunning(_ job: Int, _ progress: ImportProgress, _ state: inout DeskState) -> [DeskEffect] {
        if state.importRun?.job == job { state.importRun?.progress = progress }
        return []
    }

    static func importEnded(_ job: Int, _ end: ImportEnd, _ state: inout DeskState) -> [DeskEffect] {
        guard let run = state.importRun, run.job == job else { return [] }
        state.importRun = nil
        let imported = ImportedFile(name: run.file.name, order: run.order, end: end)
        var effects = news([.reload], &state)
        let isWhole = end.result.unread == nil && !end.isStopped && end.failure == nil
        let needsWords = !isWhole || end.errorFile != nil || end.errorFileRemark != nil
        if case .importing = state.overlay {
            var pane = ImportPane()
            pane.end = imported
            if needsWords {
                state.overlay = .importing(pane)
                return effects
            }
            effects += closeImport(imported, &state)
        }
        let words = ImportPresentation(imported)
        state.say(words.sentence, needsWords ? .warning : .info, offering: words.isUndoable ? "undo" : nil, of: end.result.writtenAt)
        return effects
    }

    /// To where the customers are now.
    private static func closeImport(_ imported: ImportedFile, _ state: inout DeskState) -> [DeskEffect] {
        state.overlay = nil
        let id = imported.end.result.spreadsheetID
        guard id != 0 else { return [] }
        state.sheets.enter(id)
        return (state.card == nil ? show(.sheets, &state) : []) + [.sheets(.loadSpreadsheets)]
    }
}
