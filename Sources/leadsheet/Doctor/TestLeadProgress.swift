import CRM
import Foundation

/// Says on a terminal how far a test lead has come; it may take a minute.
enum TestLeadProgress {
    static func say(_ stage: TestLeadStage, page: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        switch stage {
        case .choosingForm, .saved: break
        case .asked(let form): Output.note("page \(page): asking Meta for a test lead of the form \"\(form)\"…")
        case .made: Output.note("page \(page): Meta has made it; waiting for its webhook, a minute at most…")
        case .announced: Output.note("page \(page): it is in the journal and being read…")
        }
    }
}
