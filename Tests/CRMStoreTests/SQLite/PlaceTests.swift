import CRM
import CRMStore
import Foundation
import Testing

/// What is written into a file that nobody opens again is lost.
@Suite("A database that is moved or replaced while it is open") struct PlaceTests {
    private func refusal(_ write: () throws -> Void) -> StoreError? {
        do {
            try write()
            return nil
        } catch {
            return error as? StoreError
        }
    }

    @Test("nothing is taken while another file has its name, and everything again once it is back")
    func replaced() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        try desk.savePage("100")
        try store.backup(to: desk.path + ".copy")
        try FileManager.default.moveItem(atPath: desk.path, toPath: desk.path + ".aside")
        #expect(refusal { try desk.post(["l1"]) } == .databaseGone(path: desk.path))
        #expect(store.writeFault()?.contains("Move it back, and all goes on. Where it comes back from another disk, end every") == true)
        try FileManager.default.moveItem(atPath: desk.path + ".copy", toPath: desk.path)
        #expect(refusal { try desk.post(["l1"]) } == .databaseReplaced(path: desk.path))
        #expect(refusal { try desk.add([.customerName: "Ida"]) } == .databaseReplaced(path: desk.path))
        #expect(!store.canWrite())
        #expect(store.writeFault()?.contains("or came back from another disk. Nothing is saved") == true)
        #expect(store.writeFault()?.contains("End every Leadsheet that uses it and start again") == true)
        #expect(store.placeFault() == .databaseReplaced(path: desk.path))

        try FileManager.default.removeItem(atPath: desk.path)
        try FileManager.default.moveItem(atPath: desk.path + ".aside", toPath: desk.path)
        #expect(store.placeFault() == nil && store.canWrite())
        try desk.post(["l1"])
        #expect(try desk.again().events(before: nil, state: nil, user: nil, limit: 9).map(\.event.leadgenID) == ["l1"])
    }
}
