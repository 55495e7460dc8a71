import CRM
import CRMStore
import EndToEndSupport
import Foundation
import Synchronization
import TestSupport

/// Looks at the spreadsheet that leads come into again and again while a change is expected, and notes when it was not there yet: no time since then is
/// left out.
final class CommitLog: Sendable {
    /// What the customers are like once a change is in the data. It asks nothing of the data itself: a look takes one question, however many
    /// facts are wanted, or each would be timed from before the questions of all the others.
    typealias Fact = @Sendable ([Customer]) -> Bool

    /// A type of its own: a function that goes into a tuple of a dictionary and out again is wrapped once more each time, and one that was
    /// looked for over minutes ended the process for want of stack.
    private struct Wanted {
        let isThere: Fact
        /// The beginning of the last look that did not find it.
        var missed: ContinuousClock.Instant
    }

    private struct State {
        var wanted: [Int: Wanted] = [:]
        var seen: [Int: ContinuousClock.Instant] = [:]
        var isOpen = true
    }

    let store: CRMStore
    private let sheet: Spreadsheet.ID
    private let state = Mutex(State())

    /// - Throws: what the data say, and where they have no spreadsheet.
    init(_ data: ProofData) throws {
        store = try data.store()
        guard let sheet = try store.spreadsheets(of: nil).first?.spreadsheet.id else {
            throw Waiting.NotSeen(description: "There is no spreadsheet.")
        }
        self.sheet = sheet
        Thread.detachNewThread { [self] in
            while state.withLock({ $0.isOpen }) {
                look()
                // Not so often that the looking itself holds the others up.
                usleep(5000)
            }
            store.close()
        }
    }

    /// In the order of the rows on the screens.
    func customers() throws -> [Customer] { try store.rows(SheetQuery(sheet), from: .start, limit: 100).rows }

    private func look() {
        let began = ContinuousClock.now
        // A fact that is wanted from now on is the next look's.
        let wanted = state.withLock { $0.wanted }
        guard !wanted.isEmpty, let customers = try? customers() else { return }
        for (number, one) in wanted {
            let isThere = one.isThere(customers)
            state.withLock { state in
                if isThere {
                    state.seen[number] = state.wanted.removeValue(forKey: number)?.missed
                } else {
                    state.wanted[number]?.missed = began
                }
            }
        }
    }

    /// Waits from now on for the data to say something, under a number that was not used before.
    func want(_ number: Int, _ isThere: @escaping Fact) { state.withLock { $0.wanted[number] = Wanted(isThere: isThere, missed: .now) } }

    /// When a wanted fact was last not there; nil while it is not.
    func seen(_ number: Int) -> ContinuousClock.Instant? { state.withLock { $0.seen[number] } }

    /// Ends the looking. The store is closed soon after.
    func close() { state.withLock { $0.isOpen = false } }

    /// A column of a customer has this text.
    static func has(_ text: String, in field: CustomerField, of customer: Customer.ID) -> Fact {
        { $0.first { $0.id == customer }?[field: field] == text }
    }
}
