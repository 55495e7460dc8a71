import CRM
import TerminalKit

/// A thing that a filter can ask for by letters, as data: each writes a piece of a query, so that people learn the language by watching.
struct FilterChoice: Sendable {
    struct Value: Sendable {
        let letter: Character
        /// As it stands in the query.
        let value: String
        let title: String
        var role = Role.text
    }

    let letter: Character
    let key: String
    let title: String
    let values: [Value]
    /// It has one value at a time.
    var isOne = true

    /// The letter that shows all again.
    static let all: Character = "*"

    static func all(in state: DeskState) -> [FilterChoice] {
        let statuses = state.configuration.statuses.statuses.map {
            Value(letter: $0.letter, value: $0.id, title: $0.id, role: StatusPresentation.style($0.id, in: state).role)
        }
        return [FilterChoice(letter: "s", key: "status", title: "status", values: statuses, isOne: false)] + fixed
    }

    private static let fixed = [
        FilterChoice(
            letter: "n", key: "next", title: "next call",
            values: [
                Value(letter: "o", value: "<today", title: "overdue"), Value(letter: "t", value: "today", title: "today"),
                Value(letter: "m", value: "tomorrow", title: "tomorrow"), Value(letter: "w", value: "thisweek", title: "this week"),
                Value(letter: "n", value: "none", title: "none"),
            ]),
        FilterChoice(
            letter: "c", key: "came", title: "came",
            values: [
                Value(letter: "h", value: "<1h", title: "in the last hour"), Value(letter: "t", value: "today", title: "today"),
                Value(letter: "y", value: "yesterday", title: "yesterday"), Value(letter: "w", value: "thisweek", title: "this week"),
                Value(letter: "m", value: "thismonth", title: "this month"),
            ]),
        FilterChoice(
            letter: "t", key: "attempts", title: "calls made",
            values: [
                Value(letter: "0", value: "0", title: "none"), Value(letter: "1", value: "1", title: "one"),
                Value(letter: "2", value: "2", title: "two"), Value(letter: "3", value: ">2", title: "three or more"),
            ]),
        FilterChoice(
            letter: "l", key: "last", title: "last contact",
            values: [
                Value(letter: "t", value: "today", title: "today"), Value(letter: "w", value: "<7d", title: "within a week"),
                Value(letter: "o", value: ">7d", title: "longer ago"), Value(letter: "n", value: "never", title: "never"),
            ]),
        FilterChoice(
            letter: "h", key: "has", title: "has",
            values: [
                Value(letter: "p", value: "phone", title: "phone"), Value(letter: "e", value: "email", title: "e-mail"),
                Value(letter: "n", value: "note", title: "note"), Value(letter: "c", value: "company", title: "company"),
            ]),
        FilterChoice(
            letter: "i", key: "is", title: "is",
            values: [
                Value(letter: "a", value: "again", title: "asking again"), Value(letter: "t", value: "test", title: "a test"),
                Value(letter: "d", value: "dnc", title: "not to be called"), Value(letter: "r", value: "reached", title: "reached"),
                Value(letter: "w", value: "wrong", title: "a wrong number"),
            ]),
    ]

    /// The letters of the first step.
    static func options(in state: DeskState) -> [PromptOption] {
        let text = state.sheets.grid?.query.filter.text ?? ""
        return [PromptOption(key: all, text: "all", role: .text, isOn: text.isEmpty)]
            + all(in: state).map { choice in
                PromptOption(key: choice.letter, text: choice.title, role: .text, isOn: !QueryText.values(text, of: choice.key).isEmpty)
            }
    }

    /// The letters of its values.
    static func options(of key: String, in state: DeskState) -> [PromptOption] {
        let chosen = QueryText.values(state.sheets.grid?.query.filter.text ?? "", of: key)
        let values = all(in: state).first { $0.key == key }?.values ?? []
        return values.map { PromptOption(key: $0.letter, text: $0.title, role: $0.role, isOn: chosen.contains($0.value)) }
    }
}
