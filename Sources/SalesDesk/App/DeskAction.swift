import CRM
import TerminalKit

/// What happens to the screens: a person's input, news over the channel, or the answer to an effect.
public enum DeskAction: Sendable {
    case input(InputEvent)
    /// Characters without modifiers that were read at once.
    case typed(String)
    case news([StoreEvent])
    /// A clock, an age or a toast was due: `DeskState.now` says how late it is.
    case clock
    case notices([String])

    case spreadsheets([SpreadsheetSummary])
    /// The rows asked for, and those that were to be kept.
    case window(WindowRequest, SheetWindow, kept: [Customer])
    /// The rows asked for could not be read, with the sentence that says why.
    case windowFailed(WindowRequest, String)
    case counted(SheetQuery, MatchCount)
    /// The newest customers of a spreadsheet, read again because the data changed.
    case newest(Spreadsheet.ID, [Customer], joined: [JoinedLead])
    case customersFound(String, [Customer])
    case card(CardContent)
    /// The card that was asked for is that of a row which was merged into this one.
    case cardMerged(Customer.ID, CardContent)
    case cardGone(Customer.ID)
    case feed(FeedRequest, [FeedRow])
    case feedSummary(FeedSummary)
    case dayLoad(DayLoad)
    case pages([MetaPage])
    case pageSettings(PageSettings)
    case raw(WebhookEvent.ID, RawEvent?)
    case forms([LeadForm])
    case form(LeadForm?)

    case applied(AppliedChange, FollowUp)
    case refused(Change, StoreError)
    /// A read, an undo or a retry failed, with its sentence.
    case failed(String)
    /// The user who works here from now on, with what they chose before, and what is to be said of it.
    case became(User, preferences: [String: String], said: String?)
    case undone(AppliedChange?)
    case redone(AppliedChange?)
    case retried(Int)
    case checked(PageCheckReport)
    case vetted(PageSettings, TokenVerdict)
    /// What came of subscribing the page with this id.
    case subscribed(String, PageCheckReport.Line)
    case testLeadStage(TestLeadStage)
    /// What came of a test lead of the page with this id.
    case testLeadSent(String, [PageCheckReport.Line])
    case verifyToken(String)
    /// What came of mapping the form with this title.
    case formMapped(String, RemapResult)
    case copied(String, Bool)
    /// The theme was taken; false when the terminal shows no colours.
    case themed(ThemeChoice, Bool)
    /// Nobody could bring the program back after Ctrl-Z.
    case suspensionRefused
}
