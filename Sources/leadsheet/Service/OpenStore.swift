import CRM
import CRMStore
import Foundation
import PostgresEngine
import SQLiteEngine

/// Opens the database of the settings, with the key that opens its secrets: the one place that names the engines.
enum OpenStore {
    /// For commands, which need not know the engine. Data that are a file must be there: a place that is mistyped is to be told, not begun.
    static func open(_ settings: Settings) throws -> AnyStore { try engine(settings) }

    /// The same, for the commands with which data may begin.
    static func begin(_ settings: Settings) throws -> AnyStore { try engine(settings, begins: true) }

    /// The same, for the commands that keep the data.
    static func keeper(_ settings: Settings) throws -> any SheetStoring & StoreMaintenance { try engine(settings) }

    /// The same, for the command that imports customers.
    static func importer(_ settings: Settings) throws -> any SheetStoring & CustomerImporting { try engine(settings) }

    /// The database as it is, which need not be sound.
    static func closed(_ folders: Folders) -> any ClosedData {
        switch folders.database {
        case .file(let path): ClosedDatabase(path)
        case .server(let address): ServerDatabase(address)
        }
    }

    /// Throws the sentence that refuses an address of a server, without connecting.
    static func check(address: String) throws(StoreError) { try ServerDatabase.check(address) }

    /// The same, for the parts that watch and lock the data.
    ///
    /// - Parameter begins: makes the folders, a database that is a file, and its key where they are missing; the key not beside secrets that it
    ///   could not open.
    static func engine(
        _ settings: Settings, environment: [String: String] = ProcessInfo.processInfo.environment, begins: Bool = false
    ) throws -> CRMStore {
        if !begins { try closed(settings.folders).requireFile() }
        try settings.folders.create()
        DraftNote.removeLeft(in: settings.folders.stateFolder)
        let sealer = try SecretSealer.load(environment: environment, keyFile: settings.folders.keyFile)
        let working = WorkingClock(settings.workingHours, in: settings.zone)
        let engine: any Engine =
            switch settings.folders.database {
            case .file(let path):
                try SQLiteEngine(path: path, working: working, note: Output.note) { done, all in
                    Output.note("Bringing the customers to this version: \(done) of \(all).")
                }
            case .server(let address): try PostgresEngine(address: address)
            }
        let store = CRMStore(
            engine, sealer: sealer, statuses: settings.statuses, outcomes: settings.outcomes, working: working,
            mergesEnquiries: settings.mergeEnquiries,
            hooksNewLeads: !settings.onNewLead.isEmpty)
        if begins { try store.prepareKey(isAlone: !settings.folders.database.isOnServer) }
        return store
    }
}

/// The store that the commands work on.
typealias AnyStore = any SheetStoring & PageStoring & JournalStoring & LedgerStoring & FormStoring & HealthChecking & LeadEventStoring
    & InsightStoring & TemplateStoring & ViewStoring & SheetSharing
