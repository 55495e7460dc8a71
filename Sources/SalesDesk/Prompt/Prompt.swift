import CRM
import Foundation
import TerminalKit

/// A question that takes the keys until it is answered or left with Esc: a line of text, or one letter of a few.
struct Prompt: Hashable, Sendable {
    enum Purpose: Hashable, Sendable {
        case search
        case cell(Customer.ID, CustomerField)
        case nextCall(Customer.ID)
        case note(Customer.ID)
        /// How a call ended.
        case call(Customer.ID)
        /// The next call and a note after an outcome, or the note alone.
        case callDetails(Customer.ID, CallOutcome.ID)
        case lostReason(Customer.ID)
        /// In which spreadsheet; nil for the first of all customers, for whom one is made.
        case newCustomer(Spreadsheet.ID?)
        case newSpreadsheet
        case renameSpreadsheet(Spreadsheet.ID)
        case describeSpreadsheet(Spreadsheet.ID)
        case status(Customer.ID)
        /// Of all marked rows.
        case marked(MarkedPrompt)
        /// Into which spreadsheet.
        case transfer(TransferPrompt)
        /// With which colleagues, and what they may do.
        case share(Spreadsheet.ID)
        /// The first letter of a filter: which key of the query language.
        case filter
        /// The values behind a key of the query language.
        case filterValue(String)
        /// The name of a view for a query.
        case saveView(String)
        case renameView(SavedView)
        case viewQuery(SavedView)
        case sort
        case feedState
        case country
        /// Whether the last change of a page's settings is to be taken back, or done again.
        case pageStep(back: Bool)
        /// Whether the page is to go.
        case removePage(String)
        /// Somebody else wrote the same field: theirs or ours.
        case conflict(Change, CustomerField, theirs: String)

        /// A query is typed.
        var isQuery: Bool {
            switch self {
            case .search, .viewQuery: true
            default: false
            }
        }
    }

    let purpose: Purpose
    /// One, or several in one line between which Tab goes.
    var fields: [TextField]
    /// The field that is typed in.
    var focus = 0 {
        didSet { focus = min(max(0, focus), fields.count - 1) }
    }
    /// When the text was left that the prompt opened with; nil when it opened without one.
    var draftAt: Date?
    /// Why the last answer was not taken; gone with the next key.
    var problem: String?
    /// When a key was pressed last that was meant for something else, so that those which come together with it choose nothing here; nil
    /// where all are meant.
    var blindAt: Date?
    /// The calls that stand on the day that is typed for a next call, once they are known.
    var load: DayLoad?
    /// The first field's text was put there by the program: what is typed takes its place.
    var isStanding = false
    /// The line that is chosen, where the prompt offers some.
    var choice = 0
    var call = PromptedCall()
    /// The name of the customer that it is about, as it was when the prompt opened.
    var name: String?
    /// The text the prompt opened with: what Esc goes back to, and what a write compares with.
    let original: String

    init(_ purpose: Purpose, text: String = "") {
        self.purpose = purpose
        original = text
        switch purpose {
        case .newCustomer: fields = Prompt.newCustomerFields.map { _ in TextField() }
        case .callDetails(_, let id):
            let outcome = CallOutcome.of(id)
            guard case .asked(let standing) = outcome.nextCall else {
                fields = [TextField()]
                break
            }
            fields = [TextField(standing), TextField()]
            isStanding = !standing.isEmpty
        default: fields = [TextField(text, limit: purpose.isQuery ? Self.longestSearch : TextField.standardLimit)]
        }
    }

    /// The words that stand before each of several fields.
    func fieldTitles(in state: DeskState) -> [String] {
        if case .callDetails = purpose {
            return [CustomerField.nextCallDate.title, Self.noteTitle + (draftAt.map { " from \(Draft.moment($0, state))" } ?? "")]
        }
        return Self.newCustomerFields.map(\.title)
    }

    private static let noteTitle = "note"

    /// The field of a next call, nil in a prompt that asks for none.
    var dateField: TextField? {
        switch purpose {
        case .nextCall: fields[0]
        case .callDetails where fields.count > 1: fields[0]
        case .marked(let marked) where marked.kind == .nextCall: fields[0]
        default: nil
        }
    }

    /// The prompt that gives back the note which is typed here; nil where none is.
    var note: Purpose? {
        switch purpose {
        case .note(let id), .callDetails(let id, _): .note(id)
        default: nil
        }
    }

    /// The next call that a person has typed beside the outcome of a call.
    var typedDate: String? {
        guard case .callDetails = purpose, !isStanding, let text = dateField?.text, !text.isEmpty else { return nil }
        return text
    }

    /// The columns that a new customer is asked for, in the order of the line.
    static let newCustomerFields: [CustomerField] = [.customerName, .phoneNumber, .email]

    /// Bytes of a search: nobody looks for more, and each letter of it costs time.
    private static let longestSearch = 1000

    /// The field that is typed in.
    var field: TextField {
        get { fields[focus] }
        set { fields[focus] = newValue }
    }

    static func == (left: Prompt, right: Prompt) -> Bool {
        left.purpose == right.purpose && left.fields == right.fields && left.focus == right.focus && left.problem == right.problem
            && left.load == right.load && left.call == right.call && left.choice == right.choice
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(purpose)
        hasher.combine(fields.map(\.text))
    }

    /// True for prompts that are drawn where the text stands, not in the line at the bottom. Where the row has left the card and the grid that are
    /// shown, so has the place.
    func isInPlace(in state: DeskState) -> Bool {
        guard case .cell(let id, _) = purpose else { return false }
        if let card = state.card { return card.customer?.id == id }
        return state.shown.place(state) == .grid && state.shown.customer(id, state) != nil
    }

    func label(in state: DeskState) -> String {
        let outcomes = state.configuration.outcomes
        return switch purpose {
        case .search: "/"
        case .cell(_, let field): field.title
        case .nextCall(let id): "next call\(whom(id, "of", in: state))"
        case .note(let id): "\(Self.noteTitle)\(whom(id, "for", in: state))"
        case .call: "call"
        case .callDetails(_, let id) where fields.count == 1: "\(outcomes[id]), \(Self.noteTitle)"
        case .callDetails(_, let id): outcomes[id]
        case .lostReason: "\(outcomes[.notInterested]) because of"
        case .newCustomer: "new customer"
        case .newSpreadsheet: "new spreadsheet, name"
        case .renameSpreadsheet: "new name"
        case .describeSpreadsheet: "description"
        case .status(let id): "status\(whom(id, "of", in: state))"
        case .marked(let marked): marked.label
        case .transfer(let transfer): transfer.label
        case .share: "share with"
        case .filter: "show by"
        case .filterValue(let key): "\(key):"
        case .saveView: "name of the view"
        case .renameView: "new name"
        case .viewQuery: "search of the view"
        case .sort: "order by"
        case .feedState: "show"
        case .country: "country"
        case .pageStep(let back): back ? "take back the last change of a page?" : "do the last change of a page again?"
        case .removePage: "Remove the page?"
        case .conflict: "changed meanwhile"
        }
    }

    /// The customer's name, where the cursor is not on that row any more.
    private func whom(_ id: Customer.ID, _ word: String, in state: DeskState) -> String {
        guard state.currentCustomer?.id != id, let name else { return "" }
        return " \(word) \(TextWidth.truncate(SafeText.clean(name), to: 30))"
    }
}
