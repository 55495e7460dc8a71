import CRM
import Foundation
import TerminalKit

/// All that the screens know. It changes in `Desk.reduce` only, and what is drawn is derived from it.
public struct DeskState: Sendable {
    public let configuration: DeskConfiguration
    /// The instant that the screen shows; the session sets it before every action.
    public var now: Date
    public var size: Size
    /// The user's choices, by name; `prefer` changes them.
    private(set) var preferences: [String: String]
    /// The names of those that could not be kept.
    var unkept: Set<String> = []

    /// In the order of the header.
    var screens = Screen.all
    var screen = Screen.all[0].id
    var sheets = SheetsState()
    /// The customer card, open over a screen.
    var card: CardState?
    /// The card of the row with the cursor, beside a list.
    var preview = PreviewState()
    var calls = CallsState()
    /// Others have not heard yet who is called here, or that nobody is any more.
    var isCallUntold = false
    /// A list that is called through, card by card.
    var loop: CallLoop?
    var feed = FeedState()
    var insights = InsightsState()
    var meta = MetaState()

    /// The rows that a person has marked.
    var marked = MarkState()

    var overlay: Overlay?
    /// An import that is under way, seen or not.
    var importRun: ImportRun?
    /// The number of the last import or counting, by which its answers are known.
    var importJobs = 0
    var prompt: Prompt?
    /// A QR code lies over all of it.
    var qr: QRPane?
    /// Notes that were left with Esc, and texts that the store refused: kept for the next time the same prompt opens.
    var drafts: [Prompt.Purpose: Draft] = [:]
    var toast: Toast?
    /// All that waits for the person beside new leads, and how it is told.
    var needs = NeedsState()
    /// The other sessions on the same data.
    var presence = PresenceState()
    /// Leads that arrived and that nobody has opened or dealt with, the newest last.
    var arrivedLeads: [Customer] = []
    /// Esc has put their announcement off, until the next one arrives.
    var isPutOff = false
    /// The changes that a person wrote and the store has not answered yet, in the order of writing.
    var pending: [PendingChange] = []
    /// A step of many customers that is being taken back or done again.
    var turning: StepProgress?
    /// The answers under way that take the cursor elsewhere.
    var moves = CursorMoves()
    /// Keys and pastes that wait until the cursor is where the keys before them have sent it.
    var typeahead: [InputEvent] = []
    var listener = ListenerState.starting
    var pages: [MetaPage] = []
    /// False until the first answer, so that no page is not taken for none.
    var arePagesRead = false
    /// Why the data cannot be reached; nil while they can.
    var linkFault: StoreError?
    /// Why the last change could not be written; nil since one could.
    var unwritable: String? { didSet { if unwritable != oldValue { writingLook = WritingLook() } } }
    var writingLook = WritingLook()
    /// When a person last pressed a key or a button of the mouse.
    var lastKeyAt: Date?
    /// When a person last changed customers, or had the rows of a list read again.
    var lastWriteAt: Date?
    /// The row that had the cursor and left its list; nil once the person knows.
    var lost: LostRow?
    /// The places that can be clicked, as the last drawing laid them out.
    var hits: [Hit] = []

    public init(configuration: DeskConfiguration, now: Date, size: Size) {
        self.configuration = configuration
        self.now = now
        self.size = size
        preferences = configuration.preferences
        drafts = Draft.kept(in: preferences)
    }

    /// Remembers a choice of the user, for the next start too; nil forgets it.
    mutating func prefer(_ name: String, _ value: String?) -> [DeskEffect] {
        guard preferences[name] != value || unkept.contains(name) else { return [] }
        preferences[name] = value
        unkept.remove(name)
        return [.keepPreference(name, value)]
    }

    /// The lead that the line at the bottom announces.
    var announced: Customer? { isPutOff ? nil : arrivedLeads.last }

    /// The settings form says what is saved, or that no page is.
    var isMetaFormRead: Bool { arePagesRead && meta.form.isRead }

    /// No page of Meta's is set up, so no lead can come.
    var hasNoPage: Bool { arePagesRead && pages.isEmpty && !configuration.isSimulated }

    /// When new rows may push down those on the screen: long enough after the last key.
    var quietFrom: Date { (lastKeyAt ?? .distantPast).addingTimeInterval(DeskState.quiet) }

    /// Nobody types or has pressed a key for a while. A clock that was set back makes it so.
    var isQuiet: Bool { !isTyping && (now >= quietFrom || lastKeyAt.map { now < $0 } ?? true) }

    /// In seconds.
    static let quiet: TimeInterval = 10

    /// The keys of all commands.
    var keys: Keymap { configuration.keymap }

    var today: CalendarDay { CalendarDay(now, in: configuration.zone) }

    /// Whether Meta's webhooks come in by this process.
    var isListening: Bool {
        switch listener {
        case .listening, .certificateFault(_, process: nil, _): true
        case .starting, .elsewhere, .certificateFault, .notHere, .down: false
        }
    }

    /// While a person types or reads what lies over the list, nothing in it moves.
    var isTyping: Bool { prompt != nil || overlay != nil || qr != nil }

    /// The customer that the keys act on.
    var currentCustomer: Customer? {
        if let card { return card.customer }
        return shown.currentCustomer(self)
    }
}

/// One line for people above the hints. It belongs to the screen on which it is said.
struct Toast: Hashable, Sendable {
    enum Level: Sendable { case info, warning, fault }

    var level: Level
    var text: String
    /// Nil: stays until a key is pressed.
    var until: Date?
    /// It tells of nothing that the person has changed: what does is not said again, and stays.
    var isAside = false
    /// The command whose key stands behind the text.
    var command: String?
    /// When the step was written that it offers to take back.
    var step: Date?
    /// The list that it says is gone: the line goes when that is there again.
    var gone: GoneList?
    /// The effect of that key, where it is not the command's own word.
    var word: String?
    /// The change that it tells of is one of a page's, and not of a user's customers and spreadsheets.
    var isOfPage = false
    /// The command asks: it is done when its key is pressed again while this line is shown, for the same record.
    var asks = false
    var subject: Int64?
}

/// A list of customers that was open and is not there any more.
enum GoneList: Hashable, Sendable {
    case spreadsheet(Spreadsheet.ID)
    case view(SavedView.ID)
}

/// A layer that lies over a screen and takes the keys.
enum Overlay: Hashable, Sendable {
    case help(HelpPane)
    case palette(PaletteState)
    case raw(RawEventState)
    case forms(FormPane)
    case who(WhoPane)
    case message(MessagePane)
    case templates(TemplatesPane)
    case history(HistoryPane)
    case columns(ColumnsPane)
    case importing(ImportPane)

    /// It lies over the whole of the screen's body.
    var coversBody: Bool {
        switch self {
        case .help, .raw, .forms, .who, .history, .importing: true
        case .palette, .message, .templates, .columns: false
        }
    }

    /// It leaves the line of news below it free.
    var leavesNews: Bool {
        switch self {
        case .message, .templates, .columns, .importing: true
        case .help, .palette, .raw, .forms, .who, .history: false
        }
    }
}

struct PaletteState: Hashable, Sendable {
    /// The customers that were found for what was typed.
    struct Found: Hashable, Sendable {
        var text: String
        var customers: [Customer]
    }

    var field = TextField()
    var selected = 0
    var found: Found?
}
