import CRM
import CRMStore
import Dispatch
import Foundation

/// The questions of *Test connection* of the settings form: to Meta, and to this machine as the doctor asks them.
struct ConnectionTest: PageChecking {
    let meta: any PageChecking
    let machine: MachineCheck
    let store: CRMStore

    func check(_ settings: PageSettings, at now: Date) async -> PageCheckReport {
        async let ofMachine = findings(settings)
        var report = await meta.check(settings, at: now)
        let remarks = await ofMachine.filter { $0.verdict != .ok }
        report.lines += remarks.map { .init($0.verdict == .fault ? .fault : .warning, $0.detail, remedy: $0.remedy) }
        if remarks.isEmpty { report.lines.append(.init(.good, "Files, database, listener and public address are in order.")) }
        return report
    }

    private func findings(_ page: PageSettings) async -> [Finding] {
        let (stored, saved): ([Finding], [PageSettings]) = await withCheckedContinuation { continuation in
            // It reads files for as long as that takes.
            DispatchQueue.global().async { [machine, store] in
                let stored = machine.files.findings + [machine.soundness(inIndexes: false)] + machine.stored(store)
                continuation.resume(returning: (stored, (try? store.allSettings()) ?? []))
            }
        }
        // The listener knows what is saved alone; while a page is only typed, another's verify token asks as well.
        let pages = saved.filter { $0.metaPageId == page.metaPageId } + saved.filter { $0.metaPageId != page.metaPageId }
        return stored + (await machine.reachability(pages))
    }
}
