/// Has Meta make a test lead and follows it to its customer.
public protocol LeadTesting: Sendable {
    /// Tries the whole way once, within a minute or so. `stage` is called at each step, from any thread. Never throws: what came of it
    /// is a line, `good` when the test lead became a customer, perhaps followed by one about clearing up.
    func sendTestLead(
        _ settings: PageSettings, stage: @escaping @Sendable (TestLeadStage) -> Void
    ) async -> [PageCheckReport.Line]
}

/// How far a test lead has come.
public enum TestLeadStage: Hashable, Sendable {
    case choosingForm
    /// Meta is asked to make it, of the form with that name.
    case asked(form: String)
    /// Meta has made it, and its announcement is waited for.
    case made
    /// It is in the journal, and is being read.
    case announced
    case saved
}
