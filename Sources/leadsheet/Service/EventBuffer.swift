import CRM
import Dispatch
import LeadIntake
import SalesDesk

/// Where news waits until the screens are there to take it.
@MainActor final class EventBuffer {
    private var session: DeskSession?
    private var waiting: [StoreEvent] = []

    /// A channel whose news comes here, on the main queue.
    nonisolated func makeChannel() -> LeadChannel {
        LeadChannel(queue: .main) { [self] news in
            // The channel's queue is the main one, which is the main actor's.
            MainActor.assumeIsolated { receive(news) }
        }
    }

    nonisolated init() {}

    /// Gives the screens what has waited, and from now on everything.
    func attach(_ session: DeskSession) {
        self.session = session
        let news = waiting
        waiting = []
        if !news.isEmpty { session.receive(news) }
    }

    private func receive(_ news: [StoreEvent]) {
        if let session { session.receive(news) } else { waiting += news }
    }
}
