import ArgumentParser
import CRM
import CRMStore
import Foundation
import SQLiteEngine

/// `LeadsheetStress desk-worker`: the process of ``DeskKills`` that is killed. It says the text of each act once that is done.
struct DeskWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "desk-worker", shouldDisplay: false)
    @Argument var database: String
    @Argument var round: Int

    func run() throws {
        let store = try CRMStore(path: database, sealer: .random())
        guard let user = try store.users().first else { throw ValidationError("The database has no user.") }
        for number in 0... {
            let work = DeskWork(round: round, number: number)
            try work.perform(store, by: user.id, at: Date())
            FileHandle.standardOutput.write(Data("\(work.text)\n".utf8))
        }
    }
}
