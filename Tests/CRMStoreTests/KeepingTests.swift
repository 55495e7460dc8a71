import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization
import Testing

@Suite("Keeping") struct KeepingTests {
    private func keeper(_ store: any Store) throws -> any StoreMaintenance { try #require(store as? any StoreMaintenance) }

    @Test("a backup taken while another store writes is whole, private, and restored by copying it back", arguments: [Engine.sqlite])
    func backup(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100", token: "EAAkept")
        let writer = try desk.again()
        let isOver = Atomic(false)
        let written = Atomic(0)
        let writing = DispatchGroup()
        let failures = Mutex<[String]>([])
        let (sheet, ana) = (desk.sheet, desk.ana)
        DispatchQueue.global().async(group: writing) {
            while !isOver.load(ordering: .sequentiallyConsistent) {
                let number = written.load(ordering: .sequentiallyConsistent)
                do {
                    let draft = CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "c\(number)"])
                    _ = try writer.apply(.addCustomer(draft), by: ana, at: Desk.start)
                    written.store(number + 1, ordering: .sequentiallyConsistent)
                } catch {
                    failures.withLock { $0.append("\(error)") }
                    return
                }
            }
        }
        let file = desk.folder + "/backup.db"
        let giveUp = ContinuousClock.now + .seconds(600)
        repeat { try keeper(desk.store).backup(to: file) } while written.load(ordering: .sequentiallyConsistent) < 20 && .now < giveUp
        let before = written.load(ordering: .sequentiallyConsistent)
        try keeper(desk.store).backup(to: file)
        isOver.store(true, ordering: .sequentiallyConsistent)
        writing.wait()
        #expect(failures.withLock { $0 } == [])
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: desk.folder).filter { $0.contains("part") } == [])

        let folder = desk.folder + "/restored"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: file, toPath: folder + "/leadsheet.db")
        let restored = try engine.open(folder, desk.sealer)
        #expect(try keeper(restored).integrity() == [])
        #expect(try restored.settings(of: "100")?.metaPageAccessToken.reveal() == "EAAkept")
        let names = try restored.rows(SheetQuery(sheet), from: .start, limit: 100_000).rows.map(\.customerName)
        #expect(names.count >= before && names.count <= written.load(ordering: .sequentiallyConsistent))
        #expect(Set(names) == Set((0..<names.count).map { "c\($0)" }), "a state that there was, without gaps")
        #expect(try restored.spreadsheets(of: ana).map(\.customers) == [names.count])
        #expect(try restored.undo(by: ana, at: Desk.start)?.sentence == "undid: added c\(names.count - 1) to Leads")
    }

    @Test("the database is not written over by its own backup, and what cannot be written is said", arguments: [Engine.sqlite])
    func refusals(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.add([.customerName: "M"])
        let own = #expect(throws: StoreError.self) { try keeper(desk.store).backup(to: desk.path) }
        #expect(own?.message.contains("is the database itself") == true)
        let nowhere = #expect(throws: StoreError.self) { try keeper(desk.store).backup(to: desk.folder + "/none/backup.db") }
        #expect(nowhere?.message.contains("cannot be written") == true)
        #expect(try desk.names(SheetQuery(desk.sheet)) == ["M"])
    }

    @Test("whole data have no fault", arguments: Engine.all)
    func whole(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        _ = try desk.save(Desk.arrival("l1"), for: desk.post(["l1"])[0].id, at: Desk.start)
        #expect(try keeper(desk.store).integrity() == [])
    }
}
