import CRM

/// What the commands work on.
typealias AnyStore = any SheetStoring & PageStoring & JournalStoring & LedgerStoring & FormStoring & HealthChecking & LeadEventStoring
