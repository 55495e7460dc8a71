import CRM
import TerminalKit

/// An event for the screens: a person's input, news over the channel, or the answer to an effect.
public enum DeskAction: Sendable {
    case input(InputEvent)
    /// Characters without modifiers that were read at once.
    case typed(String)
    case news([StoreEvent])
    /// A clock, an age or a toast was due: `DeskState.now` says how late it is.
    case clock
    case notices([String])

    case sheets(SheetsAction)
    case calls(CallsAction)
    case feed(FeedAction)
    case insights(InsightsAction)
    case meta(MetaAction)
    case customer(CustomerAction)
    case forms(FormsAction)
    case messages(MessagesAction)
    case dial(DialAction)
    case needs(NeedsAction)
    case marks(MarksAction)
    case imports(ImportsAction)
    case presence(PresenceAction)
    case customersFound(String, [Customer])
    case pages([MetaPage])

    case applied(AppliedChange, FollowUp)
    case refused(Change, StoreError)
    /// An undo or a retry failed, with its sentence.
    case failed(String)
    /// The same of a read.
    case unread(DeskEffect, String)
    /// A choice, by name, could not be kept.
    case unkept(String, String)
    /// The role of the server may not read the data, as after its part was taken away.
    case shutOut
    /// Whether the data can be written, as far as that is seen without writing.
    case writable(Bool)
    /// The user who works here from now on, with what they chose before, and what is to be said of it.
    case became(User, preferences: [String: String], said: String?)
    case undone(AppliedChange?)
    case redone(AppliedChange?)
    case turning(TurnAction)
    case copied(String, Bool)
    /// The theme was taken; false when the terminal shows no colours.
    case themed(ThemeChoice, Bool)
    /// Nobody could bring the program back after Ctrl-Z.
    case suspensionRefused
}
