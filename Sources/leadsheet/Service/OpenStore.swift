import CRM
import CRMStore
import Foundation
import SQLiteEngine

/// Opens the database of the settings, with the key that opens its secrets: the one place that names an engine.
enum OpenStore {
    /// For commands, which need not know the engine. Makes the folders, the database and the key where they are missing; the key not
    /// beside secrets that it could not open.
    static func open(_ settings: Settings) throws -> AnyStore { try engine(settings) }

    /// The same, for the commands that keep the data.
    static func keeper(_ settings: Settings) throws -> any SheetStoring & StoreMaintenance { try engine(settings) }

    /// The same, for the command that imports customers.
    static func importer(_ settings: Settings) throws -> any SheetStoring & CustomerImporting { try engine(settings) }

    /// The database as it lies there, which need not be sound.
    static func closed(_ folders: Folders) -> any ClosedData { ClosedDatabase(folders.database) }

    /// The same, for the parts that watch and lock the database's file.
    static func engine(_ settings: Settings, environment: [String: String] = ProcessInfo.processInfo.environment) throws -> CRMStore {
        try settings.folders.create()
        DraftNote.removeLeft(in: settings.folders.stateFolder)
        let sealer = try SecretSealer.load(environment: environment, keyFile: settings.folders.keyFile)
        let store = try CRMStore(
            path: settings.folders.database, sealer: sealer, statuses: settings.statuses,
            working: WorkingClock(settings.workingHours, in: settings.zone), mergesEnquiries: settings.mergeEnquiries,
            hooksNewLeads: !settings.onNewLead.isEmpty, note: Output.note
        ) { done, all in Output.note("Bringing the customers to this version: \(done) of \(all).") }
        try store.prepareKey()
        return store
    }
}

/// The store that the commands work on.
typealias AnyStore = any SheetStoring & PageStoring & JournalStoring & LedgerStoring & FormStoring & HealthChecking & LeadEventStoring
    & InsightStoring & TemplateStoring & ViewStoring
