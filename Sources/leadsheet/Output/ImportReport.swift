import Base
import CRM
import Foundation
import TerminalKit

/// The lines that an import writes while it runs: the columns first, then what was not taken, and on a terminal how far it has come.
final class ImportReport {
    /// The number of lines of a file, and of its columns, that are named; of the others only their number is said.
    private static let mostNamed = 20
    private static let mostColumns = 60

    private var named = 0
    private var told = 0
    private var progress = ProgressLine()

    func tell(_ remark: CustomerImport.Remark) throws {
        switch remark {
        case .columns(let columns): try tell(columns)
        case .noHeadings: note("the first line looks like a customer and not like headings, so it is read as one.")
        case .western(let line):
            note(
                "line \(line) is not UTF-8. It was read as Windows-1252, as Excel saves it in Western Europe and America; if letters look wrong, save the file as \"CSV UTF-8\"."
            )
        case .recordLeftOut(let line, let sentence): name("line \(line) was not imported. \(sentence)")
        case .cellLeftOut(let line, let heading, let sentence): name("line \(line), \(heading): \(sentence)")
        case .progress(let count): if count > 0 { progress.show("\(count) imported") }
        case .header, .faulty: break
        }
    }

    /// To be called once, when nothing more comes.
    func end() {
        progress.clear()
        if told > named {
            note(
                "\(Counted.text(told - named, "more fault")) \(told - named == 1 ? "was found and is" : "were found and are") not named here."
            )
        }
    }

    private func tell(_ columns: [ImportColumns.Column]) throws {
        let used = columns.filter { $0.field != nil }
        var lines = used.prefix(ImportReport.mostColumns).map { "  \($0.heading) → \($0.field?.rawValue ?? "")" }
        if used.count > lines.count { lines.append("  and \(used.count - lines.count) more") }
        try Output.line((["Columns:"] + lines.map(ImportReport.short)).joined(separator: "\n"))
        let rest = columns.filter { $0.field == nil }.map(\.heading)
        if !rest.isEmpty { note("These columns are not imported: \(rest.joined(separator: ", ")).") }
    }

    private func name(_ sentence: String) {
        told += 1
        guard named < ImportReport.mostNamed else { return }
        named += 1
        note(sentence)
    }

    private func note(_ sentence: String) {
        progress.clear()
        Output.note(ImportReport.short(sentence))
    }

    /// A line of bounded length: a cell may be very long, and a header may have very many columns.
    private static func short(_ sentence: String) -> String { TextWidth.truncate(PlainLine.of(sentence), to: 400) }
}
