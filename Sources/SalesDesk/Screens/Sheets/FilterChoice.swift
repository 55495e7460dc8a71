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
            letter: "w", key: "waited", title: "first call",
            values: [
                Value(letter: "f", value: "<5m", title: "in 5 minutes"), Value(letter: "h", value: "5m..30m", title: "in half an hour"),
                Value(letter: "l", value: ">=30m", title: "later"), Value(letter: "n", value: "none", title: "not yet"),
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

    /// The letters of the first step: what is asked for, or all again.
    static func options(in state: DeskState) -> [PromptOption] {
        let text = state.sheets.grid?.query.filter.text ?? ""
        return [PromptOption("*", "all", isOn: text.isEmpty) { Desk.showAll(&$0) }]
            + all(in: state).map { choice in
                PromptOption(choice.letter, choice.title, isOn: !QueryText.values(text, of: choice.key).isEmpty, closes: false) {
                    Desk.ask(.filterValue(choice.key), &$0)
                }
            }
    }

    /// The letters of its values. More than one may be chosen, so the prompt stays.
    static func options(of key: String, in state: DeskState) -> [PromptOption] {
        guard let choice = all(in: state).first(where: { $0.key == key }) else { return [] }
        let chosen = QueryText.values(state.sheets.grid?.query.filter.text ?? "", of: key)
        return choice.values.map { value in
            PromptOption(value.letter, value.title, role: value.role, isOn: chosen.contains(value.value), closes: false) {
                Desk.toggle(value.value, of: choice, &$0)
            }
        }
    }
}
