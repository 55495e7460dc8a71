import CRM
import Foundation

/// The columns of a list as its user has chosen them, from left to right.
struct ListColumns: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let column: GridColumn
        var isShown = true
        /// In cells; nil: as the texts need it.
        var width: Int?
    }

    static let widths = 3...60
    /// More answers are not read with every row. The palette of a list has no room for them either.
    static let mostAnswers = 20

    private(set) var entries: [Entry]

    static let standard = ListColumns(entries: GridColumn.all.map { Entry(column: $0) })

    /// The questions whose answers are shown.
    var questions: Set<String> {
        Set(entries.compactMap { entry in if entry.isShown, case .answer(let key) = entry.column.content { key } else { nil } })
    }

    /// The columns of a list.
    ///
    /// - Parameters:
    ///   - isNarrow: those that are vital are among them, whatever was chosen.
    ///   - cursor: where the cell cursor is: that is seen too.
    func shown(isNarrow: Bool, cursor: CustomerField?) -> [Entry] {
        entries.filter { $0.isShown || $0.column.field == cursor || isNarrow && $0.column.isVital }
    }

    // MARK: The cell cursor

    /// The columns through which the cell cursor goes.
    private var fields: [CustomerField] { entries.filter(\.isShown).compactMap(\.column.field) }

    func neighbour(of field: CustomerField, by step: Int) -> CustomerField {
        let index = (fields.firstIndex(of: field) ?? 0) + step
        return fields[min(max(index, 0), fields.count - 1)]
    }

    /// The next text column for Tab while editing: status and date have keys of their own.
    func editNeighbour(of field: CustomerField, forward: Bool) -> CustomerField? {
        let texts = fields.filter(\.column.input.isText)
        guard let index = texts.firstIndex(of: field) else { return nil }
        let next = index + (forward ? 1 : -1)
        return texts.indices.contains(next) ? texts[next] : nil
    }

    // MARK: Choosing

    /// Shows a column or hides it; false for the name, by which a row is known.
    mutating func toggle(_ row: Int) -> Bool {
        guard entries[row].column.field != .customerName else { return false }
        entries[row].isShown.toggle()
        return true
    }

    /// Moves a column to the left (-1) or the right; gives the row where it is now.
    mutating func move(_ row: Int, by step: Int) -> Int {
        let place = min(max(0, row + step), entries.count - 1)
        entries.insert(entries.remove(at: row), at: place)
        return place
    }

    /// - Parameter now: the cells that the column has while none were chosen for it.
    mutating func widen(_ row: Int, by cells: Int, from now: Int) {
        let width = (entries[row].width ?? now) + cells
        entries[row].width = min(max(width, ListColumns.widths.lowerBound), ListColumns.widths.upperBound)
    }

    /// All as at first; answers that are offered stay so.
    mutating func reset() {
        let answers = entries.filter(\.isAnswer)
        entries = ListColumns.standard.entries + answers.map { Entry(column: $0.column, isShown: false) }
    }

    /// Offers the answers to questions that are not among the columns yet.
    mutating func offer(_ questions: [AskedQuestion]) {
        let known = Set(entries.map(\.column.id))
        let columns = questions.map { GridColumn.answer($0.key, label: $0.label) }.filter { !known.contains($0.id) }
        entries += columns.uniqued().map { Entry(column: $0, isShown: false) }
    }

    /// Without what is only offered.
    var chosen: ListColumns { ListColumns(entries: entries.filter { $0.isShown || !$0.isAnswer }) }

    var answers: Int { entries.count { $0.isShown && $0.isAnswer } }
}

extension ListColumns.Entry {
    var isAnswer: Bool { if case .answer = column.content { true } else { false } }
}

/// A question of forms that can be a column.
public struct AskedQuestion: Hashable, Sendable {
    /// ``QuestionKey``.
    let key: String
    let label: String
    /// The number of forms that ask it; 0 where the answers came with a file.
    let forms: Int

    /// The questions that fill no field, each once: those of most forms first, then those that only rows have answered.
    ///
    /// - Parameter answered: the labels of what rows have answered besides.
    static func all(of forms: [LeadForm], answered: [String]) -> [AskedQuestion] {
        var asked: [String: (label: String, forms: Int)] = [:]
        var filling: Set<String> = []
        for form in forms {
            for question in form.questions where question.target != .nothing && question.target != .remark {
                filling.insert(QuestionKey.of(question.label))
            }
            let others = form.questions.filter { $0.target == .nothing || $0.target == .remark }
            for (key, label) in others.map({ (QuestionKey.of($0.label), $0.label) }).uniqued(by: \.0) {
                asked[key] = (asked[key]?.label ?? label, (asked[key]?.forms ?? 0) + 1)
            }
        }
        for label in answered where asked[QuestionKey.of(label)] == nil { asked[QuestionKey.of(label)] = (label, 0) }
        return asked.filter { !$0.key.isEmpty && !filling.contains($0.key) }
            .map { AskedQuestion(key: $0.key, label: String($0.value.label.prefix(longestLabel)), forms: $0.value.forms) }
            .sorted { ($1.forms, $0.key) < ($0.forms, $1.key) }
    }

    /// In characters: more of a question is never seen.
    private static let longestLabel = 200
}

extension Array {
    /// Each key once, where it came first.
    fileprivate func uniqued(by key: (Element) -> String) -> [Element] {
        var seen: Set<String> = []
        return filter { seen.insert(key($0)).inserted }
    }
}
