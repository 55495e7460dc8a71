import CRM
import CRMStore
import Foundation
import LeadIntake

/// The time that a person spends at their screens, told of as the screens do: at once, each ``Presence/beat`` from then on, and when that changes.
///
/// `@unchecked Sendable` is safe: a history lives on one thread.
final class Sitting: @unchecked Sendable {
    let session: String
    let user: User.ID
    /// Seconds since the history began, as are all times here.
    let begin: Double
    /// Until then keys are pressed.
    let lastKey: Double
    let end: Double
    /// The screens end without a word, as by a broken link.
    let endsSilently: Bool

    init(_ session: String, of user: User.ID, from begin: Double, keysFor busy: Double, idleFor idle: Double, endsSilently: Bool) {
        (self.session, self.user, self.begin, self.endsSilently) = (session, user, begin, endsSilently)
        (lastKey, end) = (begin + busy, begin + busy + idle)
    }

    /// When the last key was pressed a minute ago.
    var idleFrom: Double { lastKey + Presence.activity }

    func isPresent(at now: Double) -> Bool { now < min(idleFrom, end) }

    /// Programs may take the person for present: the news of the end is on its way, or there will be none.
    func maySeemPresent(at now: Double) -> Bool {
        let silence = endsSilently && end < idleFrom ? Presence.silence : 0
        return now <= min(idleFrom, end) + silence + 2 * History.newsPause
    }
}

/// The sessions that one program has heard of.
///
/// `@unchecked Sendable` is safe: a history lives on one thread.
final class HeardSessions: @unchecked Sendable {
    let present = PresentUsers()
    private var list = PresenceList(own: "")
    private var names: Set<String> = []

    func hear(_ note: PresenceNote, at now: Date) {
        names.insert(note.session)
        list.hear(note, at: now)
        present.hear(list.present(at: now))
    }

    func hasHeard(of sitting: Sitting) -> Bool { names.contains(sitting.session) }
}

/// People who come to their screens and go.
extension History {
    /// Seconds until a program hears something.
    static let newsPause = 0.05

    func sitDown(_ user: User.ID) {
        let busy = dice.chance(0.7) ? dice.span(60...1500) : dice.span(1500...9000)
        let sitting = Sitting(
            "session \(sittings.count + 1)", of: user, from: scheduler.now, keysFor: busy,
            idleFor: dice.chance(0.5) ? 0 : dice.span(0...600),
            endsSilently: dice.chance(0.2))
        sittings.append(sitting)
        note("user \(user) sits down for \(Int(busy)) s\(sitting.endsSilently ? ", until the link breaks" : "")")
        beat(of: sitting)
        if sitting.idleFrom < sitting.end {
            scheduler.after(sitting.idleFrom - scheduler.now) { [self] in tell(of: sitting, isActive: false) }
        }
        guard !sitting.endsSilently else { return }
        scheduler.after(sitting.end - scheduler.now) { [self] in tell(of: sitting, isActive: nil) }
    }

    private func beat(of sitting: Sitting) {
        tell(of: sitting, isActive: sitting.isPresent(at: scheduler.now))
        guard scheduler.now + Presence.beat < sitting.end else { return }
        scheduler.after(Presence.beat) { [self] in beat(of: sitting) }
    }

    /// Nobody keeps it for a program that starts later.
    ///
    /// - Parameter isActive: nil: nobody sits there any more.
    private func tell(of sitting: Sitting, isActive: Bool?) {
        let presence = isActive.map { Presence(userID: sitting.user, customerID: nil, isActive: $0) }
        let note = PresenceNote(session: sitting.session, userID: sitting.user, presence: presence)
        for program in programs {
            scheduler.after(Self.newsPause, life: program.life) { [self] in program.heard.hear(note, at: clock + program.clockError) }
        }
    }

    /// The users who are at their screens, so far as the program can know.
    ///
    /// - Parameter hasTime: a program that has just started can wait until it has heard of all.
    func present(to program: Program, hasTime: Bool) -> Set<User.ID> {
        let now = scheduler.now
        return Set(
            sittings.filter {
                $0.isPresent(at: now) && (program.heard.hasHeard(of: $0) || hasTime && now - $0.begin > Presence.beat + 2 * Self.newsPause)
            }.map(\.user))
    }

    /// The users whom a program may take for present.
    var perhapsPresent: Set<User.ID> { Set(sittings.filter { $0.maySeemPresent(at: scheduler.now) }.map(\.user)) }
}
