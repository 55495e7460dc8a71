import CRM
import TerminalKit

/// The result of an import, in words.
struct ImportPresentation {
    private let imported: ImportedFile
    private var result: CustomerImport.Result { imported.end.result }

    init(_ imported: ImportedFile) {
        self.imported = imported
    }

    var isUndoable: Bool { result.imported > 0 || result.filled > 0 }

    /// All of it in a line.
    var sentence: String {
        let sheet = TextWidth.truncate(SafeText.clean(imported.order.spreadsheet), to: 40)
        let counts = lines.map { "\($0.count) \($0.text)" }
        let end = imported.end
        var parts = counts.isEmpty ? ["no customer in \(SafeText.clean(imported.name))"] : counts
        if let place = end.errorFile, result.faulty > 0 { parts[parts.count - 1] += ": \(place)" }
        if let remark = end.errorFileRemark { parts.append(remark) }
        let what = end.failure.map { "The import broke off: \($0) " } ?? (end.isStopped ? "The import was stopped. " : "")
        let unread = result.unreadSentence.map { ". \($0)" } ?? ""
        return "\(what)\(sheet): \(parts.joined(separator: " · "))\(unread)"
    }

    /// A number with what it counts.
    struct Line: Hashable {
        let count: String
        let text: String
        let style: Style
    }

    var lines: [Line] {
        var lines: [Line] = []
        func add(_ count: Int, _ one: String, _ more: String, _ style: Style = .plain) {
            if count > 0 { lines.append(Line(count: Numbers.grouped(count), text: count == 1 ? one : more, style: style)) }
        }
        add(result.imported, "customer imported", "customers imported", .good)
        add(result.filled, "customer was here and got what was missing", "customers were here and got what was missing", .good)
        let untouched = result.existing - result.filled
        if imported.order.existing == .fill {
            add(untouched, "customer was here and lacked nothing", "customers were here and lacked nothing")
        } else {
            add(untouched, "customer was here already and was left out", "customers were here already and were left out")
        }
        add(
            result.keptStatuses, "customer keeps another status than that of the file",
            "customers keep other statuses than those of the file", .warning)
        add(result.known, "lead was here already and was left out", "leads were here already and were left out")
        add(result.faulty, "line with errors", "lines with errors", .warning)
        return lines
    }
}
