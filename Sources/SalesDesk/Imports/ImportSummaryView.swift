import CRM
import TerminalKit

/// Draws what an import would bring, how far it has come, and what came of it.
enum ImportSummaryView {
    /// Cells of the column of numbers.
    private static let numbers = 11
    /// Lines of one error, where there is no room for all lines of all of them.
    private static let longestError = 3

    private static func title(_ file: String, _ order: ImportOrder) -> String { "\(file) → \(order.spreadsheet)" }

    /// A line with a number, and as many more as its words need. Gives the line behind it.
    private static func put(
        _ count: String, _ text: String, _ style: Style, y: Int, in rect: Rect, into scene: inout Scene
    ) -> Int {
        guard y < rect.maxY else { return y }
        scene.grid.put(count, x: 1, y: y, width: numbers - 2, style: style.bolded(), align: .right)
        var y = y
        for line in Wrapped.lines(text, width: max(8, rect.width - numbers - 2)) where y < rect.maxY {
            scene.grid.put(line, x: numbers + 1, y: y, width: max(0, rect.width - numbers - 2), style: style)
            y += 1
        }
        return y
    }

    /// As many errors as there is room for, each broken into lines, and how many more there are.
    private static func putErrors(_ errors: [String], all: Int, y: Int, in rect: Rect, into scene: inout Scene) {
        let (room, width) = (rect.maxY - y - 1, max(8, rect.width - 6))
        let texts = errors.map { Wrapped.lines(SafeText.clean($0), width: width) }
        let isWhole = errors.count == all && texts.reduce(0) { $0 + $1.count } <= room
        // In a low window each has one line.
        let most = isWhole ? room : rect.height < 16 ? 1 : longestError
        var (used, shown) = (0, 0)
        for text in texts {
            var lines = text.prefix(most)
            if lines.count < text.count, let last = lines.popLast() {
                lines.append(TextWidth.truncate("\(last) \(text[most])", to: width))
            }
            guard used + lines.count + (shown + 1 < all ? 1 : 0) <= room else { break }
            for (index, line) in lines.enumerated() {
                scene.grid.put(line, x: index == 0 ? 2 : 4, y: y + 1 + used + index, width: rect.width - 5, style: .dim)
            }
            used += lines.count
            shown += 1
        }
        guard shown > 0, shown < all else { return }
        scene.grid.put("and \(Numbers.grouped(all - shown)) more", x: 2, y: y + 1 + used, width: rect.width - 3, style: .dim)
    }

    // MARK: Before

    static func draw(_ summary: ImportSummary, _ state: DeskState, in rect: Rect, into scene: inout Scene) {
        let isCounting = summary.count == nil
        let share = summary.progress?.share.map { " \(Int($0 * 100)) %" } ?? ""
        ImportView.drawTitle(summary.file.name, isCounting ? "counting…\(share)" : "", in: rect, into: &scene)
        var y = rect.y + (rect.height < 10 ? 1 : 2)
        y = drawTarget(summary, state, y: y, in: rect, into: &scene) + (rect.height < 10 ? 0 : 1)
        guard let count = summary.count else {
            let counted = summary.progress.map { Numbers.grouped($0.customers) } ?? "…"
            _ = put(counted, "new so far", .dim, y: y, in: rect, into: &scene)
            return
        }
        if let failure = count.failure {
            _ = put("!", SafeText.clean(failure), .warning, y: y, in: rect, into: &scene)
            return
        }
        y = put(Numbers.grouped(count.result.imported), "new", .good, y: y, in: rect, into: &scene)
        if count.result.existing > 0 { y = drawExisting(count.result.existing, summary, state.keys, y: y, in: rect, into: &scene) }
        if count.result.known > 0 {
            let text = count.result.known == 1 ? "lead is here already and is left out" : "leads are here already and are left out"
            y = put(Numbers.grouped(count.result.known), text, .dim, y: y, in: rect, into: &scene)
        }
        if count.result.faulty > 0 {
            y = put(
                Numbers.grouped(count.result.faulty), errors(count), .warning, y: y, in: rect, into: &scene)
            if let remark = count.errorFileRemark { y = put("", SafeText.clean(remark), .dim, y: y, in: rect, into: &scene) }
        }
        if let unread = count.result.unreadSentence { y = put("!", unread, .warning, y: y, in: rect, into: &scene) }
        putErrors(count.firstErrors, all: count.result.faulty, y: y, in: rect, into: &scene)
    }

    private static func errors(_ end: ImportEnd) -> String {
        let lines = end.result.faulty == 1 ? "line with errors" : "lines with errors"
        return lines + (end.errorFile.map { ", in \(SafeText.clean($0))" } ?? "")
    }

    /// Where the customers go.
    private static func drawTarget(_ summary: ImportSummary, _ state: DeskState, y: Int, in rect: Rect, into scene: inout Scene) -> Int {
        scene.grid.put("into", x: 1, y: y, width: numbers - 2, style: .dim, align: .right)
        let x = numbers + 1
        if let field = summary.name {
            field.draw(into: &scene.grid, x: x, y: y, width: max(1, min(40, rect.width - x - 1)), style: .field, focused: true)
            return y + 1
        }
        let sheet = state.sheets.own.first { $0.spreadsheet.name == summary.order.spreadsheet }
        let used = scene.grid.put(
            "‹ \(summary.order.spreadsheet) ›", x: x, y: y, width: max(0, rect.width - x - 1), style: .accent.bolded())
        let note = sheet.map { Numbers.count($0.customers, "customer") + " there" } ?? "a new spreadsheet"
        scene.grid.put(note, x: x + used + 2, y: y, width: max(0, rect.width - x - used - 3), style: .dim)
        return y + 1
    }

    /// The fate of those that are here: a key for each choice, the chosen one marked.
    private static func drawExisting(
        _ count: Int, _ summary: ImportSummary, _ keys: Keymap, y: Int, in rect: Rect, into scene: inout Scene
    ) -> Int {
        let text = count == 1 ? "is here already, or in the file twice" : "are here already, or in the file twice"
        var y = put(Numbers.grouped(count), text, .plain, y: y, in: rect, into: &scene)
        let choices: [(ImportExisting, String, String)] = [
            (.skip, "import.skip", "skip"), (.fill, "import.fill", "fill blanks"), (.add, "import.add", "add anyway"),
        ]
        var x = numbers + 1
        for (existing, id, word) in choices {
            let isChosen = summary.order.existing == existing
            let text = isChosen ? "[\(word)]" : " \(word) "
            let needed = TextWidth.of(keys.of(id)) + 1 + TextWidth.of(text)
            if x > numbers + 1, x + needed > rect.width - 1 {
                x = numbers + 1
                y += 1
            }
            guard y < rect.maxY else { break }
            let start = x
            x += scene.grid.put(keys.of(id), x: x, y: y, width: max(0, rect.width - 1 - x), style: .accent.bolded()) + 1
            x += scene.grid.put(text, x: x, y: y, width: max(0, rect.width - 1 - x), style: isChosen ? .bold : .dim)
            scene.hit(Rect(x: start, y: y, width: x - start, height: 1), .imports(.existing(existing)))
            x += 2
        }
        return y + 1
    }

    // MARK: Meanwhile and after

    static func draw(_ run: ImportRun, in rect: Rect, into scene: inout Scene) {
        ImportView.drawTitle(title(run.file.name, run.order), run.share, in: rect, into: &scene)
        var y = rect.y + (rect.height < 8 ? 1 : 2)
        BarView.draw(run.progress?.share ?? 0, into: &scene.grid, x: 1, y: y, width: max(0, rect.width - 2), style: .accent)
        y += rect.height < 8 ? 1 : 2
        let count = Numbers.grouped(run.progress?.customers ?? 0)
        y = put(count, run.isStopping ? "customers written; stopping…" : "customers written", .plain, y: y, in: rect, into: &scene)
        _ = put("", "Leads come in meanwhile, and you can go on with other work.", .dim, y: y + 1, in: rect, into: &scene)
    }

    static func draw(_ imported: ImportedFile, in rect: Rect, into scene: inout Scene) {
        ImportView.drawTitle(title(imported.name, imported.order), "", in: rect, into: &scene)
        var y = rect.y + (rect.height < 10 ? 1 : 2)
        let end = imported.end
        if let failure = end.failure { y = put("!", "It broke off. " + SafeText.clean(failure), .warning, y: y, in: rect, into: &scene) }
        if end.isStopped { y = put("!", "It was stopped. What was imported until then is kept.", .warning, y: y, in: rect, into: &scene) }
        let lines = ImportPresentation(imported).lines
        if lines.isEmpty { y = put("0", "customers imported", .plain, y: y, in: rect, into: &scene) }
        for line in lines { y = put(line.count, line.text, line.style, y: y, in: rect, into: &scene) }
        if let file = end.errorFile {
            y = put(
                "", "in \(SafeText.clean(file)), with the reasons: mend them there and import that file", .dim, y: y, in: rect, into: &scene
            )
        }
        if let remark = end.errorFileRemark { y = put("", SafeText.clean(remark), .dim, y: y, in: rect, into: &scene) }
        if let unread = end.result.unreadSentence { y = put("!", unread, .warning, y: y, in: rect, into: &scene) }
        putErrors(end.firstErrors, all: end.result.faulty, y: y, in: rect, into: &scene)
    }

    /// The line of news while an import goes on behind other work.
    static func drawNews(_ run: ImportRun, _ keys: Keymap, y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        var x = scene.grid.put(" IMPORT ", x: 0, y: y, style: .badge) + 2
        let key = keys.of("import.open")
        let text = "\(run.share) \(title(run.file.name, run.order))"
        x += scene.grid.put(text, x: x, y: y, width: max(0, end - x - TextWidth.of(key) - 10), style: .plain) + 3
        let start = x
        x += scene.grid.put(key, x: x, y: y, width: max(0, end - x), style: .accent.bolded()) + 1
        x += scene.grid.put("shows it", x: x, y: y, width: max(0, end - x), style: .dim)
        scene.hit(Rect(x: start, y: y, width: max(0, x - start), height: 1), .command("import.open"))
    }
}
