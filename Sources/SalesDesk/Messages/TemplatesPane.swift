import CRM
import Foundation
import TerminalKit

/// The user's templates, to be changed, added, put in order and deleted.
struct TemplatesPane: Hashable, Sendable {
    /// The prompt that it was opened from, and that Esc leads back to.
    let message: MessagePane?
    /// Nil until they were read. What a person has just done is in it already.
    var templates: [MessageTemplate]?
    var selected = 0
    /// The template that is being written; nil while one is chosen.
    var form: TemplateForm?

    init(message: MessagePane? = nil) {
        self.message = message
        templates = message?.templates
        selected = message?.selected ?? 0
    }

    /// Nil as well for one that was just added, until the store has numbered it.
    var template: MessageTemplate? {
        templates.flatMap { $0.indices.contains(selected) && $0[selected].id != 0 ? $0[selected] : nil }
    }

    mutating func choose(_ row: Int) {
        selected = min(max(0, row), max(0, (templates?.count ?? 0) - 1))
    }

    /// Shows an act as done.
    mutating func show(_ edit: TemplateEdit) {
        guard var list = templates else { return }
        switch edit {
        case .save(let template):
            if let index = list.firstIndex(where: { $0.id == template.id && template.id != 0 }) {
                list[index] = template
            } else {
                list.append(template)
                selected = list.count - 1
            }
        case .remove(let id): list.removeAll { $0.id == id }
        case .move(let id, let place):
            guard let old = list.firstIndex(where: { $0.id == id }) else { return }
            let moved = list.remove(at: old)
            selected = min(max(0, place), list.count)
            list.insert(moved, at: selected)
        }
        templates = list
        choose(selected)
    }
}

/// A template as it is written, each part in one line.
struct TemplateForm: Hashable, Sendable {
    /// 0 for a new one.
    let id: MessageTemplate.ID
    /// The template as it is in the data; nil for one that is not there so.
    let stored: MessageTemplate?
    /// Name, subject and text.
    var fields: [TextField]
    var focus = 0
    var problem: String?

    static let titles = ["name", "subject", "text"]
    /// The sign of a line's end in the one line of the text.
    static let lineEnd: Character = "↵"

    /// - Parameter isStored: false for one that the data refused.
    init(_ template: MessageTemplate? = nil, isStored: Bool = true) {
        id = template?.id ?? 0
        stored = isStored ? template : nil
        let text = template?.text.replacing("\n", with: "\(Self.lineEnd)") ?? ""
        fields = [
            TextField(template?.name ?? "", limit: 4 * MessageTemplate.longestName),
            TextField(template?.subject ?? "", limit: 4 * MessageTemplate.longestSubject),
            TextField(text, limit: 4 * MessageTemplate.longestText),
        ]
        // The name of one that is there stays as a rule.
        focus = template == nil ? 0 : 2
    }

    var template: MessageTemplate {
        func text(_ index: Int) -> String { fields[index].text.trimmingCharacters(in: .whitespacesAndNewlines) }
        return MessageTemplate(id: id, name: text(0), subject: text(1), text: text(2).replacing("\(Self.lineEnd)", with: "\n"))
    }

    /// The number of the part that is missing or too long, with a clause that says so; nil where the template can be saved.
    var fault: (field: Int, reason: String)? {
        let limits = [1...MessageTemplate.longestName, 0...MessageTemplate.longestSubject, 1...MessageTemplate.longestText]
        let made = template
        for (index, text) in [made.name, made.subject, made.text].enumerated() {
            if text.isEmpty, limits[index].lowerBound > 0 { return (index, "type a \(Self.titles[index])") }
            if text.unicodeScalars.count > limits[index].upperBound {
                return (index, "the \(Self.titles[index]) is longer than \(limits[index].upperBound) characters")
            }
        }
        return made.unknownNameSentence.map { (2, $0) }
    }

    mutating func moveFocus(_ step: Int) { focus = (focus + step + fields.count) % fields.count }
}
