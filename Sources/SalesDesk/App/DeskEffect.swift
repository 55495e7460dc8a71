import CRM
import TerminalKit

/// What a reducer asks the session to do. The answer comes back as a `DeskAction`.
public enum DeskEffect: Hashable, Sendable {
    case loadSpreadsheets
    case loadWindow(WindowRequest)
    case count(SheetQuery)
    case loadNewest(Spreadsheet.ID)
    /// A few customers of any of the user's spreadsheets with these words.
    case findCustomers(String)
    case loadCard(Customer.ID)
    case loadFeed(FeedRequest)
    case loadFeedSummary
    /// What stands on a day, a customer's own call left out.
    case loadDay(CalendarDay, except: Customer.ID)
    case loadPages
    case loadPageSettings(String)
    case loadRaw(WebhookEvent.ID)
    case loadForms
    /// A form, with the answers of this lead as examples.
    case loadForm(String, example: String?)

    case apply(Change, FollowUp)
    /// Makes this user the one who works here.
    case become(User)
    case setCountry(Country)
    /// Begins the screens anew with another configuration, and says a sentence there.
    case restart(DeskConfiguration, said: String?)
    case undo
    case redo
    /// The last change of a page's settings, which is never among the others.
    case undoPage
    case redoPage
    case retry([WebhookEvent.ID]?)
    case checkPage(PageSettings)
    /// Asks Meta whether the access token lasts, before it is saved.
    case vetToken(PageSettings)
    case subscribePage(PageSettings)
    case sendTestLead(PageSettings)
    case makeVerifyToken
    /// Sets a form's mapping and applies it to its leads.
    case mapForm(String, title: String, FormMapping)

    /// Keeps a user's preference for the next start; nil forgets it. Asked for by `DeskState.prefer`.
    case keepPreference(String, String?)

    case copy(String, what: String)
    case bell
    case notify(title: String, body: String)
    case redraw
    case theme(ThemeChoice)
    case suspend
    case leave
}

/// What the screen does once a change is written.
public enum FollowUp: Hashable, Sendable {
    case none
    /// The toast only: the row is changed in place.
    case said
    /// The toast, and the cursor goes to the new customer.
    case added
    /// The toast, and the cursor goes to the row that the others became, where it is in view.
    case merged
    case openSpreadsheet
    /// Open the spreadsheet that was made, and ask for its first customer.
    case addCustomer
    case pageSaved(String)
    case pageRemoved
}

/// Rows that a grid asks for.
public struct WindowRequest: Hashable, Sendable {
    enum Purpose: Hashable, Sendable {
        /// A new view: the first row is selected, or the last.
        case open(atEnd: Bool)
        /// The same view read again: the selection and its line on the screen stay.
        case refresh
        /// A customer is to be selected, wherever it is.
        case find(Customer.ID)
        case extendDown
        case extendUp
    }

    /// Each request has the next number; answers to any but the newest are dropped.
    var generation: Int
    public var query: SheetQuery
    public var anchor: WindowAnchor
    public var limit: Int
    var purpose: Purpose
    /// Edited rows, to be read whether the view still has them or not.
    var keep: Set<Customer.ID> = []
    /// Nobody waits for it: it may be done a little later, so that leads which pour in leave the machine to other work.
    var isLowPriority = false
}

/// Rows that the feed asks for.
public struct FeedRequest: Hashable, Sendable {
    public var before: WebhookEvent.ID?
    public var state: EventState?
    public var limit: Int
}

/// What stands above the feed.
public struct FeedSummary: Hashable, Sendable {
    /// Arrivals in equal spans of the last day, oldest first.
    public var arrivals: [Int]
    public var today: Int

    public init(arrivals: [Int], today: Int) {
        self.arrivals = arrivals
        self.today = today
    }
}

/// All that the customer card shows.
public struct CardContent: Hashable, Sendable {
    public var customer: Customer
    public var lead: Lead?
    public var timeline: [Activity]
    /// The leads of rows that were merged into this one.
    public var otherLeads: [Lead]
    /// The person's other rows, in the order of their arrival.
    public var others: [PersonRow]

    public init(customer: Customer, lead: Lead?, timeline: [Activity], otherLeads: [Lead] = [], others: [PersonRow] = []) {
        self.customer = customer
        self.lead = lead
        self.timeline = timeline
        self.otherLeads = otherLeads
        self.others = others
    }

    init(_ person: Person) {
        self.init(
            customer: person.customer, lead: person.leads.first, timeline: person.timeline, otherLeads: Array(person.leads.dropFirst()),
            others: person.others)
    }
}
