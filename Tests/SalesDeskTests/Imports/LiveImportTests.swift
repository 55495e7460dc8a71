import CRM
import CRMStore
import Foundation
import Synchronization
import TerminalKit
import Testing

@testable import SalesDesk

/// A file that a test holds in its hands.
private final class HeldFile: FileImporting {
    let store: CRMStore
    let text: String
    /// Lets an import go on only when it is set.
    let isOpen = Mutex(true)

    init(_ store: CRMStore, _ text: String) {
        self.store = store
        self.text = text
    }

    private func work(_ order: ImportOrder?, _ user: User, isTrial: Bool) -> CustomerImport {
        CustomerImport(
            into: order?.spreadsheet ?? "", by: user, isTrial: isTrial, in: nil, store: store,
            context: CallDateContext(now: LiveDesk.now, zone: .gmt),
            choices: order.map { .fields($0.fields) } ?? .named([]), existing: order?.existing ?? .skip)
    }

    private func reader(_ body: @escaping () throws -> Void = {}) -> CSVReader {
        var rest = Array(text.utf8)[...]
        return CSVReader {
            try body()
            defer { rest = rest.dropFirst(4096) }
            return Array(rest.prefix(4096))
        }
    }

    func listing(of typed: String) -> PathListing {
        PathListing(
            folder: "~/", entries: [.init(name: "fair.csv", isFolder: false, size: 9, changedAt: LiveDesk.now)], completed: "~/fair.csv")
    }

    func look(at typed: String, for user: User) throws -> ImportFile {
        var reader = reader()
        return ImportFile(
            path: "/fair.csv", state: FileState(device: 1, inode: 1, size: text.utf8.count, changedAt: 0),
            preview: try work(nil, user, isTrial: true).preview(&reader))
    }

    func count(_ order: ImportOrder, for user: User, tell: @escaping @Sendable (ImportProgress) -> Bool) throws -> ImportEnd {
        var (reader, result) = (reader(), CustomerImport.Result())
        try work(order, user, isTrial: true).run(&reader, &result) { _ in }
        return ImportEnd(result)
    }

    func run(_ order: ImportOrder, by user: User, tell: @escaping @Sendable (ImportProgress) -> Bool) throws -> ImportEnd {
        var result = CustomerImport.Result()
        let written = Mutex(0)
        var reader = reader {
            repeat {
                let count = written.withLock { $0 }
                guard tell(ImportProgress(customers: count, share: 0.5)) else { throw CancellationError() }
                if !self.isOpen.withLock({ $0 }), count > 0 { Thread.sleep(forTimeInterval: 0.005) } else { break }
            } while true
        }
        var end = ImportEnd(result)
        do {
            try work(order, user, isTrial: false).run(&reader, &result) { remark in
                if case .progress(let count) = remark { written.withLock { $0 = count } }
            }
        } catch is CancellationError {
            end.isStopped = true
        }
        end.result = result
        return end
    }
}

@Suite("An import on a real store")
@MainActor struct LiveImportTests {
    private func desk(_ text: String) throws -> (LiveDesk, HeldFile) {
        let desk = try LiveDesk(size: Size(columns: 80, rows: 24))
        _ = try desk.makeSheet()
        return (desk, HeldFile(desk.store, text))
    }

    /// Starts the screens and chooses the file, up to its columns.
    private func look(at file: HeldFile, _ desk: LiveDesk) async throws {
        try desk.start(files: file)
        #expect(await desk.shows(" Leads "))
        desk.press("I")
        #expect(await desk.shows("fair.csv"))
        desk.press("Tab", "Enter")
        #expect(await desk.shows("FIRST VALUE"))
    }

    @Test("a file comes into the open spreadsheet, its customers are shown, and one u takes them back")
    func imports() async throws {
        let (desk, file) = try desk("Name,Phone\nAda,+39 347 1112222\nGrace,+39 347 1112223\nada,+39 347 1112222\n")
        try await look(at: file, desk)
        desk.press("Enter")
        #expect(await desk.shows("2  new"))
        #expect(desk.terminal.text.contains("1  is here already, or in the file twice"))
        desk.press("Enter")
        #expect(await desk.shows { $0.contains("Grace") && $0.contains("2 customers imported") }, "\(desk.terminal.text)")
        desk.press("u")
        #expect(await desk.shows("undid: imported 2 customers into Leads"))
        #expect(await desk.hides("Grace"))
    }

    @Test("Esc stops an import that is under way; what is in is kept and said")
    func stops() async throws {
        let rows = (1...12_000).map { "c\($0),c\($0)@x.example\n" }.joined()
        let (desk, file) = try desk("Name,Email\n" + rows)
        try await look(at: file, desk)
        desk.press("Enter")
        #expect(await desk.shows("12,000  new"))
        file.isOpen.withLock { $0 = false }
        desk.press("Enter")
        #expect(await desk.shows { $0.contains("customers written") && !$0.contains(" 0  customers") })
        desk.press("Esc")
        #expect(await desk.shows("It was stopped."))
        let there = try desk.store.spreadsheets(of: desk.user.id).reduce(0) { $0 + $1.customers }
        #expect(there > 0 && there < 12_000 && desk.terminal.text.contains("\(Numbers.grouped(there))  customers imported"))
        desk.press("u")
        #expect(await desk.shows("undid: imported \(there) customers into Leads"))
    }

    @Test("leaving the screens stops an import")
    func leaves() async throws {
        let rows = (1...12_000).map { "c\($0),c\($0)@x.example\n" }.joined()
        let (desk, file) = try desk("Name,Email\n" + rows)
        file.isOpen.withLock { $0 = false }
        try await look(at: file, desk)
        desk.press("Enter", "Enter")
        #expect(await desk.shows { $0.contains("customers written") && !$0.contains(" 0  customers") })
        desk.press("Enter", "Ctrl-Q")
        #expect(desk.status == 0)
    }
}
