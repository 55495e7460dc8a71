import CRMStore
import Foundation
import SQLiteEngine
import Synchronization
import TestSupport
import Testing

@testable import CRM
@testable import leadsheet

/// Importing real files, as the screens do it.
@Suite struct FileImporterTests {
    private let folder: TestFolder
    private let settingsFolder: TestFolder
    private let store: CRMStore
    private let user: User
    private let importer: FileImporter

    init() async throws {
        folder = try TestFolder()
        settingsFolder = try TestFolder()
        let settings = try await SettingsLoader.load(
            config: settingsFolder.write(""), environment: ["LEADSHEET_HOME": folder.path + "/data"])
        store = try OpenStore.engine(settings, environment: [:], begins: true)
        user = try store.addUser("ana", country: Country("IT"))
        importer = FileImporter(store, settings: settings, home: folder.path)
    }

    private static let fair = """
        Nome;Telefono;E-Mail
        Ada Lovelace;347 1112222;ada@x.example
        Grace Hopper;3.93471E+11;grace@x.example
        "=cmd|'/c calc'!A0";347 1112223;
        Too;many;cells;here
        ada;0039 347 1112222;

        """

    private func order(_ file: ImportFile, _ existing: ImportExisting = .skip) -> ImportOrder {
        ImportOrder(path: file.path, state: file.state, fields: file.preview.columns.map(\.guess), spreadsheet: "Fair", existing: existing)
    }

    private func errors(_ path: String?) throws -> String { try String(contentsOfFile: #require(path), encoding: .utf8) }

    @Test("a file is found with a tilde, in quotes and as an address, and its columns are known by the headings of many languages")
    func look() throws {
        let path = try folder.write(Self.fair, to: "my fair.csv")
        for typed in ["~/my fair.csv", "'\(path)'", path.replacing(" ", with: "\\ "), "file://" + path.replacing(" ", with: "%20")] {
            let file = try importer.look(at: typed, for: user)
            #expect(file.path == path && file.name == "my fair.csv" && file.state.size == Self.fair.utf8.count)
            #expect(file.preview.columns.map(\.guess) == [.customerName, .phoneNumber, .email])
        }
    }

    @Test("what cannot be imported says why and what to do")
    func refused() throws {
        _ = try folder.write("", to: "empty.csv")
        _ = try folder.write("PK\u{3}\u{4}packed", to: "book.xlsx")
        func sentence(_ typed: String) throws -> String {
            try #require(throws: StoreError.self) { try importer.look(at: typed, for: user) }.message
        }
        #expect(try sentence("~/gone.csv").contains("cannot be read (No such file or directory)"))
        #expect(try sentence("~/empty.csv").contains("is empty"))
        #expect(try sentence("~/book.xlsx").contains("Save it as \"CSV UTF-8\""))
        #expect(try sentence("~").contains("is a folder"))
        #expect(try sentence("/dev/null").contains("is no plain file"))
        #expect(try sentence("  ").contains("Type the path"))
    }

    @Test("a typed path goes on with lists before other files before folders, in any case of letters where none has the same")
    func listing() throws {
        for name in ["notes.doc", "Fair.csv", "fairy.tsv", ".hidden.csv"] { _ = try folder.write("x", to: name) }
        try FileManager.default.createDirectory(atPath: folder.path + "/fairs", withIntermediateDirectories: true)
        let all = importer.listing(of: "~/")
        #expect(all.folder == "~/" && Set(all.entries.prefix(2).map(\.name)) == ["Fair.csv", "fairy.tsv"])
        #expect(all.entries.map(\.name).suffix(3) == ["notes.doc", "data", "fairs"])
        #expect(importer.listing(of: "~/F").completed == "~/Fair.csv")
        #expect(importer.listing(of: "~/fai").completed == "~/fair")
        #expect(importer.listing(of: "~/fairs").completed == "~/fairs/")
        #expect(importer.listing(of: "~/NOT").completed == "~/notes.doc")
        #expect(importer.listing(of: "~/.h").entries.map(\.name) == [".hidden.csv"])
        #expect(importer.listing(of: "~/nowhere/x").problem == "There is no folder ~/nowhere/.")
    }

    @Test("it counts first and writes nothing, then imports, and the lines with errors lie beside the file under a name of their own")
    func imports() throws {
        let file = try importer.look(at: folder.write(Self.fair, to: "fair.csv"), for: user)
        _ = try folder.write("mine", to: "fair.errors.csv")
        let counted = try importer.count(order(file), for: user) { _ in true }
        #expect(counted.result.imported == 3 && counted.result.existing == 1 && counted.result.faulty == 2)
        let place = folder.path + "/fair.errors-2.csv"
        #expect(counted.errorFile == place && counted.errorFileRemark == nil && !FileManager.default.fileExists(atPath: place))
        #expect(try store.spreadsheets(of: user.id).isEmpty)

        let end = try importer.run(order(file), by: user) { _ in true }
        #expect(end.result.imported == 3 && end.result.existing == 1 && end.errorFile == place && end.failure == nil && !end.isStopped)
        #expect(end.firstErrors.count == 2 && end.firstErrors[1].hasPrefix("line 5, not imported"))
        let lines = try errors(end.errorFile).components(separatedBy: "\r\n")
        #expect(lines[0].hasSuffix("import_error;Nome;Telefono;E-Mail"))
        #expect(lines[1].contains("3.93471E+11") && lines[1].hasSuffix(";Grace Hopper;3.93471E+11;grace@x.example"))
        #expect(lines[2].hasSuffix(";Too;many;cells;here"))
        #expect(try String(contentsOfFile: folder.path + "/fair.errors.csv", encoding: .utf8) == "mine")
        #expect(try store.undo(by: user.id, at: Date())?.sentence.contains("imported 3 customers into Fair") == true)
    }

    @Test("a file of errors that was mended is imported as it is and fills what was missing")
    func mended() throws {
        let file = try importer.look(at: folder.write(Self.fair, to: "fair.csv"), for: user)
        let end = try importer.run(order(file), by: user) { _ in true }
        let text = try errors(end.errorFile).replacing("Grace Hopper;3.93471E+11", with: "Grace Hopper;347 1112224").replacing(
            ";here", with: "")
        let mended = try importer.look(at: folder.write(text, to: "mended.csv"), for: user)
        #expect(mended.preview.isOfErrors && mended.preview.columns.map(\.guess) == [nil, .customerName, .phoneNumber, .email])
        let again = try importer.run(order(mended, .fill), by: user) { _ in true }
        #expect(again.result.imported == 1 && again.result.filled == 1 && again.errorFile == nil)
        let rows = try store.rows(SheetQuery(end.result.spreadsheetID), from: .start, limit: 9).rows
        #expect(rows.count == 4 && rows.contains { $0.customerName == "Grace Hopper" && $0.phoneNumber == "347 1112224" })
    }

    @Test("where the file's folder cannot be written, the errors go to the data folder, and that is said")
    func elsewhere() throws {
        let data = folder.path + "/data"
        let errors = ErrorFile(.beside("/proc/self/fair.csv", orIn: data))
        errors.begin(header: ["Name"], separator: UInt8(ascii: ","))
        #expect(errors.path == nil, "without an error there is no file")
        errors.add(ImportErrorLine(line: 2, cells: ["Ada"], reasons: ["x."], isImported: false))
        errors.end()
        #expect(errors.path == data + "/fair.errors.csv" && errors.remark?.hasPrefix("/proc/self/ cannot be written (") == true)
        #expect(
            try self.errors(errors.path).hasSuffix("\"line 2, not imported: x.\",Ada\r\n")
                || self.errors(errors.path).hasSuffix("not imported: x.\",Ada\r\n"))
        let nowhere = ErrorFile(.beside("/proc/self/fair.csv", orIn: "/proc/self"))
        nowhere.begin(header: ["Name"], separator: UInt8(ascii: ","))
        nowhere.add(ImportErrorLine(line: 2, cells: ["Ada"], reasons: ["x."], isImported: false))
        #expect(nowhere.path == nil && nowhere.remark?.contains("cannot be written to /proc/self") == true)
    }

    #if os(Linux)
        @Test("a file of errors for which the disk has no room is not left behind, nor named, and that is said")
        func fullDisk() throws {
            let errors = ErrorFile(.beside(folder.path + "/fair.csv", orIn: folder.path))
            errors.begin(header: ["Name"], separator: UInt8(ascii: ","))
            errors.add(ImportErrorLine(line: 2, cells: ["Ada"], reasons: ["x."], isImported: false))
            let path = try #require(errors.path)
            let own = "/proc/self/fd"
            let opened = try FileManager.default.contentsOfDirectory(atPath: own).compactMap(Int32.init).first {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(own)/\($0)")) == path
            }
            let full = open("/dev/full", O_WRONLY)
            try #expect(dup2(full, #require(opened)) >= 0)
            close(full)
            errors.end()
            #expect(errors.path == nil && errors.remark?.contains("cannot be written to \(path) (No space left on device)") == true)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    #endif

    @Test("an import that is stopped says how much is in, and counting that is stopped says nothing")
    func stops() throws {
        let rows = (1...12_000).map { "c\($0),c\($0)@x.example\n" }.joined()
        let file = try importer.look(at: folder.write("Name,Email\n" + rows, to: "big.csv"), for: user)
        #expect(throws: CancellationError.self) { try importer.count(order(file), for: user) { _ in false } }
        let shares = Mutex<[Double]>([])
        let end = try importer.run(order(file), by: user) { progress in
            shares.withLock { $0.append(progress.share ?? 2) }
            return false
        }
        // A machine that is done before it is asked has stopped nothing.
        #expect(end.isStopped ? end.result.imported < 12_000 : end.result.imported == 12_000)
        #expect(shares.withLock { $0.allSatisfy { (0...1).contains($0) } })
        let there = try store.spreadsheets(of: user.id).reduce(0) { $0 + $1.customers }
        #expect(there == end.result.imported)
    }

    @Test("an import that breaks off half way says what is in, and not that nothing is")
    func breaksOff() throws {
        let rows = (1...12_000).map { "c\($0),c\($0)@x.example\n" }.joined()
        let file = try importer.look(at: folder.write("Name,Email\n" + rows, to: "big.csv"), for: user)
        let filling = FileImporter(FillingDisk(store: store), settings: importer.settings, home: folder.path)
        let end = try filling.run(order(file), by: user) { _ in true }
        #expect((1..<12_000).contains(end.result.imported))
        #expect(end.failure == "The rest could not be written (the disk is full): fix the cause first.")
        #expect(try store.spreadsheets(of: user.id).map(\.customers) == [end.result.imported])
    }

    @Test("a file that was changed since it was looked at, or while it is read, is not imported with the columns of the old one")
    func changed() throws {
        let path = try folder.write(Self.fair, to: "fair.csv")
        let order = try order(importer.look(at: path, for: user))
        try "Telefono;Nome\n347 1112222;Firma B\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try importer.count(order, for: user) { _ in true }.failure?.contains("was changed since it was looked at") == true)
        let end = try importer.run(order, by: user) { _ in true }
        #expect(end.failure?.contains("was changed since it was looked at") == true && end.result.imported == 0)
        #expect(try store.spreadsheets(of: user.id).isEmpty)

        let input = try InputFile(path)
        #expect(try !input.next().isEmpty)
        let writer = try #require(FileHandle(forWritingAtPath: path))
        try writer.seekToEnd()
        try writer.write(contentsOf: Data("347 1112223;Grace\n".utf8))
        #expect(throws: PlainError.self) { try input.next() }
    }
}

/// A store that takes the first portion of an import and has no room for the next.
private struct FillingDisk: CustomerImporting {
    let store: CRMStore

    var statuses: StatusCatalogue { store.statuses }
    func spreadsheet(called name: String, of user: User.ID?) throws -> String? { try store.spreadsheet(called: name, of: user) }
    func stored(_ field: CustomerField, _ text: String) throws(StoreError) -> String { try store.stored(field, text) }
    func columns(of contact: LeadContact, leadgenID: String) -> [CustomerField: String] {
        store.columns(of: contact, leadgenID: leadgenID)
    }
    func known(leads: [String]) throws -> Set<String> { try store.known(leads: leads) }
    func existing(_ customers: [ImportedCustomer], in spreadsheet: String, of user: User.ID) throws -> [Bool] {
        try store.existing(customers, in: spreadsheet, of: user)
    }
    func importPortion(
        _ customers: [ImportedCustomer], into spreadsheet: String, step: ImportBatch?, existing: ImportExisting, by user: User.ID,
        at now: Date
    ) throws -> ImportBatch {
        guard step == nil else { throw StoreError.cannotWrite(reason: "the disk is full") }
        return try store.importPortion(customers, into: spreadsheet, step: step, existing: existing, by: user, at: now)
    }
    func keepImport(_ step: ImportBatch) throws { try store.keepImport(step) }
}
