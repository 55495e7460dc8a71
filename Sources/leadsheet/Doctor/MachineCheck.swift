import Base
import CRM
import CRMStore
import Foundation
import MetaLeads
import WebhookListener

/// This machine's part of the chain from Meta to the list: files, database, listener, and the address that Meta calls.
struct MachineCheck {
    let settings: Settings
    let environment: [String: String]

    var files: FileFindings { FileFindings(settings.folders, environment: environment) }

    // MARK: The data

    /// Whether the data are whole; their indexes too takes several times as long.
    func soundness(inIndexes: Bool) -> Finding {
        let check = "database"
        do {
            let data = OpenStore.closed(settings.folders)
            let faults = try data.faults(inIndexes: inIndexes)
            guard let first = faults.first else {
                let refusal = inIndexes ? data.indexRefusal().map { " \($0)" } : nil
                return .ok(check, "The database is intact.\(refusal ?? "")")
            }
            let remedy =
                settings.folders.database.isOnServer
                ? "Stop Leadsheet everywhere, make a backup of it as it is, and have the server's administrator restore the last sound one."
                : "Stop Leadsheet, keep a copy of the damaged file, and put your last backup in its place."
            return .fault(check, "\(first)\(faults.count > 1 ? " There is more." : "")", remedy: remedy)
        } catch {
            return .fault(check, error.message)
        }
    }

    /// Which server keeps the data.
    var server: Finding {
        let check = "server"
        do {
            let status = try OpenStore.closed(settings.folders).status()
            return .ok(check, "\(status.program) keeps the database \(status.location).")
        } catch {
            return .fault(check, error.message)
        }
    }

    /// Whether the open database takes leads, and what became of those that came.
    func stored(_ store: CRMStore) -> [Finding] {
        guard store.canWrite() else {
            let remedy =
                settings.folders.database.isOnServer
                ? "Have the server's administrator look at its disk, at the rights of your role, and whether it is a copy of another server."
                : "Make room on the disk, give yourself the right to write there, and stop the program that keeps the database locked."
            return [.fault("writing", "The database cannot be written, so no lead from Meta is accepted.", remedy: remedy)]
        }
        var findings: [Finding] = [.ok("writing", "The database can be written.")]
        do {
            let counts = try store.eventCounts()
            let failed = counts[.failed] ?? 0
            if failed > 0 {
                findings.append(
                    .note(
                        "journal", "\(Counted.text(failed, "lead")) given up.",
                        remedy: "leadsheet feed --state failed shows why; leadsheet feed retry tries again."))
            }
        } catch {
            findings.append(.fault("journal", Doctor.sentence(error)))
        }
        return findings + hook(store)
    }

    /// Whether the command for new leads is there and works; nothing where none is set.
    private func hook(_ store: any LeadEventStoring) -> [Finding] {
        let check = SettingRecords.records.onNewLead.name
        guard let program = settings.onNewLead.first else { return [] }
        guard ProgramRun.isThere(program, environment: environment) else {
            return [
                .fault(
                    check, "There is no program \(program) that can be run, so nobody is told of new leads.",
                    remedy: "Correct on_new_lead in \(settings.folders.configFile), or let the file be run: chmod +x FILE")
            ]
        }
        do {
            let failed = try store.hookFailures()
            guard failed.waiting + failed.givenUp > 0 else { return [.ok(check, "\(program) is run for each new lead.")] }
            return [
                .note(
                    check,
                    "The command failed for \(Counted.text(failed.waiting + failed.givenUp, "lead")), \(failed.givenUp) of them given up.",
                    remedy: "leadsheet feed shows why; mend the command, then leadsheet feed retry runs it again.")
            ]
        } catch {
            return [.fault(check, Doctor.sentence(error))]
        }
    }

    // MARK: The way to Meta

    /// The proxy that Meta is asked through; nothing where it is asked directly.
    var proxy: [Finding] {
        do {
            guard let proxy = try GraphProxy(environment, for: settings.graphURL) else { return [] }
            return [.ok("proxy", "The Graph API is asked through \(proxy.host):\(proxy.port), as HTTPS_PROXY says.")]
        } catch {
            return [.fault("proxy", error.description, remedy: "Correct HTTPS_PROXY, or name graph.facebook.com in NO_PROXY.")]
        }
    }

    // MARK: The listener

    /// Says who listens on this machine.
    func listener() async -> Finding {
        let database = OpenStore.closed(settings.folders)
        let found = await ListenerProbe.ask(settings.listen)
        let isTaken = if found == nil { await ListenerProbe.isTaken(settings.listen) } else { true }
        return ListenerFindings.local(
            settings.listen, found: found, isTaken: isTaken, data: database.identity, at: settings.folders.database.text,
            holder: database.intakeHolder(), certificate: settings.tls?.fault(at: Date()))
    }

    /// Asks the public address as Meta would; where there is none, or it does not work, who listens on this machine.
    func reachability(_ pages: [PageSettings]) async -> [Finding] {
        if let finding = ListenerFindings.address(settings.callbackURL, isPublic: settings.callbackIsPublic) {
            return [await listener(), finding]
        }
        guard let page = pages.first(where: { !$0.metaVerifyToken.isEmpty }) else {
            return [await listener(), ListenerFindings.unasked(settings.callbackURL)]
        }
        let answer = await CallbackProbe.ask(settings.callbackURL, verifyToken: page.metaVerifyToken.reveal(), within: Doctor.patience)
        let finding = ListenerFindings.callback(.init(url: settings.callbackURL, answer: answer))
        return finding.verdict == .ok ? [finding] : [await listener(), finding]
    }
}
