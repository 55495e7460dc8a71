import CRM
import CRMStore
import Dispatch
import Foundation
import SQLiteEngine
import Testing

@Suite("Two processes on the same data") struct SharingTests {
    @Test("what one store writes the other reads at once")
    func sideBySide() throws {
        let desk = try Desk()
        let other = try desk.again()
        let id = try desk.add([.customerName: "M"])
        #expect(try other.customer(id)?.customerName == "M")
        _ = try other.apply(.editCustomer(id, [FieldEdit(.remark, from: "", to: "theirs")]), by: desk.ana, at: Desk.start)
        #expect(try desk.text(id, .remark) == "theirs")
        #expect(try desk.undo() == "undid: remark of M: none → theirs")
    }

    @Test("two stores that write the same customer at the same time lose no change, and its version counts each")
    func versions() async throws {
        let desk = try Desk()
        let id = try desk.add([.customerName: "M"])
        let (ana, rounds) = (desk.ana, 40)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for field in [CustomerField.remark, .companyName] {
                let store = try desk.again()
                let first = field == .remark ? "" : try store.customer(id)?[field: field] ?? ""
                group.addTask {
                    for round in 0..<rounds {
                        let edit = FieldEdit(field, from: round == 0 ? first : "\(round)", to: "\(round + 1)")
                        _ = try store.apply(.editCustomer(id, [edit]), by: ana, at: Desk.start)
                    }
                }
            }
            try await group.waitForAll()
        }
        let customer = try #require(try desk.store.customer(id))
        #expect(customer.remark == "\(rounds)" && customer.companyName == "\(rounds)")
        #expect(customer.version == 1 + 2 * rounds)
    }

    @Test("a watcher tells of each write of another store")
    func watching() async throws {
        let desk = try Desk()
        let other = try desk.again()
        let (stream, calls) = AsyncStream.makeStream(of: Void.self)
        let watcher = try DataWatcher(path: desk.path, onChange: { calls.yield() }, queue: .global())
        for index in 0..<3 {
            _ = try other.addUser("user \(index)")
            #expect(await arrives(stream))
        }
        watcher.stop()
    }

    @Test("a burst of writes makes few calls, the last one after the last write")
    func burst() async throws {
        let desk = try Desk()
        let other = try desk.again()
        let (stream, calls) = AsyncStream.makeStream(of: Int.self)
        let store = desk.store
        let watcher = try DataWatcher(
            path: desk.path, onChange: { calls.yield((try? store.users().count) ?? 0) }, queue: DispatchQueue(label: "test"))
        let began = ContinuousClock.now
        for index in 0..<300 { _ = try other.addUser("user \(index)") }
        let burst = ContinuousClock.now - began
        let seen = await withTaskGroup(of: [Int].self) { group in
            group.addTask {
                var seen: [Int] = []
                for await count in stream {
                    seen.append(count)
                    if count == 301 { break }
                }
                return seen
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(600))
                calls.finish()
                return []
            }
            let first = await group.next() ?? []
            group.cancelAll()
            return first
        }
        watcher.stop()
        #expect(seen.last == 301)
        #expect(seen.count <= Int(burst / .milliseconds(50)) + 10, "one call in 50 ms at most")
    }

    @Test("reading, and asking whether it can be written, leaves the files alone, so that it wakes no watcher")
    func quietReads() throws {
        let desk = try Desk()
        let id = try desk.add([.customerName: "M"])
        try desk.post(["l1"])
        let log = { try Data(contentsOf: URL(fileURLWithPath: desk.path + "-wal")) }
        let before = try log()
        _ = try desk.store.rows(SheetQuery(desk.sheet, search: "m"), from: .start, limit: 10)
        _ = try desk.store.timeline(of: id, limit: 10)
        _ = try desk.store.takeDue(at: Desk.start, limit: 5, perPage: 5, except: ["100"])
        _ = try desk.store.pages(of: nil)
        #expect(desk.store.canWrite())
        let after = try log()
        #expect(after == before && !before.isEmpty)
    }

    @Test("one at a time has the intake, the next gets it when it is let go")
    func intakeLock() async throws {
        let desk = try Desk()
        let first = IntakeLock(database: desk.path)
        let second = IntakeLock(database: desk.path)
        #expect(first.holder() == nil)
        #expect(try first.tryAcquire())
        #expect(try first.tryAcquire())
        #expect(try !second.tryAcquire())
        #expect(second.holder()?.process == getpid())
        let (stream, calls) = AsyncStream.makeStream(of: Void.self)
        try second.acquire { calls.yield() }
        #expect(!second.isHeld)
        first.release()
        #expect(await arrives(stream))
        #expect(second.isHeld)
        #expect(try !first.tryAcquire())
        second.release()
        #expect(try first.tryAcquire())
        first.release()
        #expect(second.holder() == nil)
    }

    @Test("given back, it is free at once, also while a program that is being started has the holder's file open")
    func inheritedLock() throws {
        let desk = try Desk()
        let first = IntakeLock(database: desk.path)
        let second = IntakeLock(database: desk.path)
        #expect(try first.tryAcquire())
        // What a started program has until it runs: the same open file once more.
        let inherited = try Self.descriptors(of: first.path).map { dup($0) }
        defer { for descriptor in inherited { close(descriptor) } }
        #expect(!inherited.isEmpty && inherited.allSatisfy { $0 >= 0 })
        first.release()
        #expect(try second.tryAcquire())
        second.release()
    }

    /// All that this process has open of a file.
    private static func descriptors(of path: String) throws -> [Int32] {
        var named = stat()
        try #require(stat(path, &named) == 0)
        return (0..<min(getdtablesize(), 65_536)).filter { descriptor in
            var open = stat()
            return fstat(descriptor, &open) == 0 && open.st_ino == named.st_ino && open.st_dev == named.st_dev
        }
    }
}
