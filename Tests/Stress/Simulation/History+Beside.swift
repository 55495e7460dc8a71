import CRMStore
import LeadIntake

/// A second program on the same data, where they let several fetch leads: it takes Meta's posts and what is due as the first one does, and is
/// killed and started again as that one is.
extension History {
    /// Until the events of a killed program may be taken by the other.
    private static let lease = 60.0

    /// Nothing of files, of which one program at a time fetches leads.
    func startBeside() {
        guard beside == nil, !isMended else { return }
        do {
            guard let store = try data.openBeside(opening) else { return }
            storesBeside.append(store)
            livesLived += 1
            livesBeside += 1
            let program = try Program(self, store: store, life: Life(number: livesLived), fetchesOnly: true, clockError: clockErrorBeside)
            note("a second program starts, life \(program.life.number)")
            beside = program
            program.start()
        } catch {
            expect(false, "A second program does not start: \(error)")
        }
    }

    func killBeside(_ why: String) {
        guard let program = beside else { return }
        note("the second program is killed \(why)")
        end(program)
        beside = nil
        leaveLeases()
        scheduler.after(dice.span(1...5000)) { [self] in startBeside() }
    }

    /// A killed program gives nothing back: what it had under way is free when nobody has renewed that for a while.
    func leaveLeases() {
        leasesLeft += 1
        scheduler.after(Self.lease) { [self] in
            leasesLeft -= 1
            do {
                try data.expireLeases()
            } catch {
                expect(false, "The leases cannot be brought to their end: \(error)")
            }
            for program in programs { program.wake() }
        }
    }

    /// Those that run.
    var programs: [Program] { [program, beside].compactMap(\.self) }

    /// The other one watches the data, and so does the part of the same that offers leads on.
    func tellOther(than life: Life) {
        for other in programs {
            scheduler.after(Self.newsPause, life: other.life) { if other.life === life { other.offers?.wake() } else { other.wake() } }
        }
    }
}
