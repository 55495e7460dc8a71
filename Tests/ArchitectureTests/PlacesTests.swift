import Foundation
import Testing

/// What is added often must stay cheap: the counts of "Where do I add" in `Sources/README.md`.
@Suite("Where things are added")
struct PlacesTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// The Swift files of a folder of `Sources`, by their paths in it.
    private static func files(_ folder: String = "") throws -> [(path: String, text: String)] {
        let root = sources.appending(path: folder)
        let walker = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        return try walker.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
            (String($0.path.dropFirst(sources.path.count + 1)), try String(contentsOf: $0, encoding: .utf8))
        }
    }

    @Test("a column of a customer is named only where it is stored, worked out or filled")
    func column() throws {
        // This one has rules of its own in all of these; a column without needs the first two.
        let known: Set = [
            "CRM/Model/Customer.swift", "CRM/Model/CustomerColumn.swift",
            // What is worked out of it, and what stands there by default.
            "CRM/Model/CustomerKeys.swift", "CRM/Leads/LeadDefaults.swift", "CRM/Matching/RowMerge.swift",
            // What a query asks of it, and orders by.
            "CRM/Queries/FilterCondition.swift", "CRM/Queries/QueryOrder.swift",
            // What is put into a message.
            "CRM/Messages/MessageValues.swift",
            // What fills it.
            "CRM/Import/ImportField.swift", "CRM/Import/RecordReading.swift", "CRM/Leads/FormMapping.swift",
            "leadsheet/Demo/DemoLeads.swift", "leadsheet/Demo/SalesFloorMaker.swift",
            // Whom a command speaks of.
            "leadsheet/Commands/Data/EraseCommand.swift",
        ]
        for (path, text) in try Self.files() where text.contains("companyName") || text.contains("\"company_name\"") {
            // Screens draw it where they like, the store has its SQL and its rules, and forms have names like it.
            guard ["CRM/", "LeadIntake/", "leadsheet/"].contains(where: path.hasPrefix) else { continue }
            #expect(known.contains(path), "\(path)")
        }
    }

    @Test("a setting's name is said in its record alone")
    func setting() throws {
        let path = "leadsheet/Settings/SettingRecords.swift"
        let files = try Self.files()
        let records = try #require(files.first { $0.path == path }).text
        // A name of a single word may mean something else elsewhere.
        let names = records.matches(of: /Setting\(\s*"([a-z]+_[a-z_]+)"/).map { String($0.1) }
        #expect(names.count > 15)
        for (file, text) in files where file.hasPrefix("leadsheet/") && file != path {
            let said = names.filter { text.contains("\"\($0)\"") }
            #expect(said.isEmpty, "\(file)")
        }
    }

    @Test("a command of the shell is one file and listed once")
    func command() throws {
        let files = try Self.files("leadsheet")
        let commands = files.filter { $0.path.contains("/Commands/") && $0.path.hasSuffix("Command.swift") }
        #expect(commands.count > 20)
        for (path, text) in commands {
            let names = text.matches(of: /struct (\w+Command):/).map { String($0.1) }
            for name in names {
                let listed = files.filter { $0.text.contains("\(name).self") }.map(\.path)
                #expect(Set(listed).subtracting(["leadsheet/Leadsheet.swift"]).count <= 1, "\(name): \(listed)")
                #expect(!listed.isEmpty, "\(name) of \(path) is in no list")
            }
        }
    }

    @Test("every event reason is given somewhere")
    func reason() throws {
        let path = "CRM/Leads/EventReason.swift"
        let files = try Self.files()
        let reasons = try #require(files.first { $0.path == path }).text.matches(of: /\n    case (\w+)/).map { String($0.1) }
        #expect(reasons.count > 15)
        let others = files.filter { $0.path != path }.map(\.text).joined()
        for reason in reasons { #expect(others.contains(".\(reason)"), "\(reason)") }
    }

    @Test("an outcome of an attempt is said where it happens and where its rule is")
    func outcome() throws {
        let known: Set = ["IntakeRules.swift", "Intake+Fetch.swift"]
        for (path, text) in try Self.files() where text.contains("IntakeOutcome") {
            #expect(known.contains(String(path.split(separator: "/").last ?? "")), "\(path)")
        }
    }
}
