import Base
import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads

/// Looks at every link of the chain from Meta to the list, and where all are well, sends a test lead along it.
struct Doctor {
    /// The longest wait for one answer over the network.
    static let patience: Duration = .seconds(10)

    let settings: Settings
    let environment: [String: String]
    let sendsTestLead: Bool

    /// Everything in the order in which a lead passes it, from this machine outwards.
    func examine() async -> FindingList {
        let machine = MachineCheck(settings: settings, environment: environment)
        // Before the database is opened, which mends its mode.
        let files = machine.files
        var findings = [Self.version] + files.findings
        if let file = files.database {
            guard file.isThere else { return FindingList(findings: findings + [await machine.listener()]) }
            // Looked at before it is opened: it may be damaged.
            findings.append(machine.soundness(inIndexes: true))
        }
        let store: CRMStore
        do {
            store = try OpenStore.engine(settings, environment: environment)
        } catch {
            // The key's own finding says this already, with its remedy.
            if Self.isOfKey(error), findings.contains(where: { $0.check == "key" && $0.verdict == .fault }) {
                findings.append(.fault("database", "The database was not opened: its key cannot be used.", remedy: "Fix the key first."))
            } else {
                findings.append(.fault("database", Self.sentence(error)))
            }
            return FindingList(findings: findings + [await machine.listener()])
        }
        if files.database == nil { findings += [machine.server, machine.soundness(inIndexes: true)] }
        findings += machine.stored(store)
        findings += machine.proxy
        findings.append(UserFindings.clock(settings.zone, isSaid: settings.timeZone != nil || environment["TZ"] != nil))
        do {
            findings += UserFindings.of(
                try UserChoice.filter(settings, in: store).map { [$0] } ?? store.users(), isOnServer: settings.folders.database.isOnServer)
            guard store.intakeLock().isAllowed else {
                return FindingList(findings: findings + [ListenerFindings.ofOthers(OpenStore.closed(settings.folders).intakeHolder())])
            }
            let pages = try store.pages(of: UserChoice.filter(settings, in: store)?.id)
            let all = try pages.compactMap { try store.settings(of: $0.id) }
            findings += await machine.reachability(all)
            if pages.isEmpty {
                findings.append(
                    .fault(
                        "pages", "No page is connected, so no lead can come.",
                        remedy: PageEntry.command))
            }
            let chain = findings
            for page in all {
                var found = await Self.check([page], store: store, settings: settings)
                // The check may have set it free.
                if let now = try store.page(page.metaPageId) { found += Finding.ofWaiting(now, at: Date()) }
                findings += found
                guard sendsTestLead, !(chain + found).contains(where: { $0.verdict == .fault }) else { continue }
                if await machine.listener().verdict == .ok {
                    findings += await testLead(page, store)
                } else {
                    findings.append(ListenerFindings.noTestLead(settings.listen, page: page.metaPageId))
                }
            }
        } catch let error where Self.isOfKey(error) {
            // The key's own finding may say already that nothing can be opened here, and whether that is a fault.
            if findings.allSatisfy({ $0.check != "key" || $0.verdict == .ok }) {
                findings.append(savedTokens(error))
            }
            findings.append(await machine.listener())
        } catch {
            findings.append(
                .fault(
                    "pages", Self.sentence(error)))
        }
        return FindingList(findings: findings)
    }

    /// That nothing sealed can be opened here. Of several machines on the data of a server only those need the right key that bring leads in.
    private func savedTokens(_ error: any Error) -> Finding {
        let check = "saved tokens"
        guard settings.folders.database.isOnServer else { return .fault(check, Self.sentence(error)) }
        return .note(
            check, "The key on this machine opens none of the saved tokens: they were sealed with the key of another machine.",
            remedy: """
                Nothing to do where leadsheet serve brings leads in on that machine. To bring leads in here as well, put its leadsheet.key in the \
                place of \(settings.folders.keyFile).
                """)
    }

    private static func isOfKey(_ error: any Error) -> Bool {
        switch error as? StoreError {
        case .keyUnusable, .keyExposed: true
        default: false
        }
    }

    /// Which Leadsheet this is: the first question of whoever is asked for help.
    static let version = Finding.ok("version", "This is Leadsheet \(Version.number).")

    /// The findings of Meta about pages.
    static func check(_ pages: [PageSettings], store: CRMStore, settings: Settings) async -> [Finding] {
        guard !pages.isEmpty else { return [] }
        do {
            return try await MetaQuestions.ask(settings, store: store) { checker in
                var findings: [Finding] = []
                for page in pages { findings += Finding.of(await checker.check(page, at: Date()), page: page.metaPageId) }
                return findings
            }
        } catch {
            return [.fault("Graph API", error.message)]
        }
    }

    /// Has Meta make a test lead of the page, and follows it until it is a customer.
    private func testLead(_ page: PageSettings, _ store: CRMStore) async -> [Finding] {
        let id = page.metaPageId
        do throws(PlainError) {
            return try await MetaQuestions.graph(settings) { (graph) async throws(PlainError) in
                let lines = await TestLeadRun(graph: graph, journal: store).sendTestLead(page) { TestLeadProgress.say($0, page: id) }
                return Finding.of(lines, page: id)
            }
        } catch {
            return [.fault("Graph API", error.message)]
        }
    }

    static func sentence(_ error: any Error) -> String {
        (error as? PlainError)?.message ?? LogText.of(error)
    }
}
