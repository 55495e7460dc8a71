import CRM
import Foundation
import TerminalKit

/// A request of a reducer to the session. The answer comes back as a `DeskAction`.
public indirect enum DeskEffect: Hashable, Sendable {
    case sheets(SheetsEffect)
    case calls(CallsEffect)
    case feed(FeedEffect)
    case insights(InsightsEffect)
    case meta(MetaEffect)
    case customer(CustomerEffect)
    case forms(FormsEffect)
    case messages(MessagesEffect)
    case dial(DialEffect)
    case needs(NeedsEffect)
    case marks(MarksEffect)
    case imports(ImportsEffect)
    case presence(PresenceEffect)
    /// A few customers of any of the user's spreadsheets with these words.
    case findCustomers(String)
    case loadPages
    /// Looks whether the data can be written again.
    case lookAtWriting

    case apply(Change, FollowUp)
    /// Makes this user the one who works here.
    case become(User)
    case setCountry(Country)
    /// Takes back the last step, or none where another was offered: that which was written at this moment.
    case undo(offered: Date?)
    case redo
    /// Carries a step of many customers to its end, which no other write waits for.
    case goOn(StepProgress)
    /// Keeps a user's preference for the next start; nil forgets it. Asked for by `DeskState.prefer`.
    case keepPreference(String, String?)

    /// A read for which the rows that are looked at do not wait, here and at all others whom the same news reaches: it begins a moment later.
    case later(DeskEffect)

    case session(SessionEffect)
}

/// Requests that the session carries out itself, on the terminal or with the screens as a whole.
public enum SessionEffect: Hashable, Sendable {
    /// Begins the screens anew with another configuration, and says a sentence there.
    case restart(DeskConfiguration, said: String?)
    case copy(String, what: String)
    case bell
    case notify(title: String, body: String)
    case redraw
    case theme(ThemeChoice)
    case suspend
    /// Leaves for the screens with simulated leads, and comes back behind them.
    case tryDemo
    case leave
}

extension DeskEffect {
    static let bell = session(.bell)
    static let redraw = session(.redraw)
    static let suspend = session(.suspend)
    static let tryDemo = session(.tryDemo)
    static let leave = session(.leave)

    static func restart(_ configuration: DeskConfiguration, said: String?) -> DeskEffect { .session(.restart(configuration, said: said)) }
    static func copy(_ text: String, what: String) -> DeskEffect { .session(.copy(text, what: what)) }
    static func notify(title: String, body: String) -> DeskEffect { .session(.notify(title: title, body: body)) }
    static func theme(_ theme: ThemeChoice) -> DeskEffect { .session(.theme(theme)) }
}

/// The reaction of the screen once a change is written.
public enum FollowUp: Hashable, Sendable {
    case none
    /// The toast only: the row is changed in place.
    case said
    /// The same for a call: how it ended and when the next one is.
    case called
    /// The toast, and the cursor goes to the new customer.
    case added
    /// The toast, and the cursor goes to the row that the others became, where it is in view.
    case merged
    case openSpreadsheet
    /// Open the spreadsheet that was made, and put its first customer there.
    case addCustomer([CustomerField: String])
    case pageSaved(String)
    case pageRemoved
    /// The toast, with what became of the message's link.
    case messaged(String)
    /// The toast, and the templates are read again.
    case templates
}
