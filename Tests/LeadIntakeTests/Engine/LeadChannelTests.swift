import CRM
import Dispatch
import Foundation
import LeadIntake
import Synchronization
import Testing

@Suite struct LeadChannelTests {
    /// A queue that does nothing until it is told to, as a screen that is busy.
    struct Screen: Sendable {
        final class Calls: Sendable {
            private let list = Mutex<[[StoreEvent]]>([])
            var all: [[StoreEvent]] { list.withLock { $0 } }
            func add(_ news: [StoreEvent]) { list.withLock { $0.append(news) } }
        }

        let queue = DispatchQueue(label: "screen")
        let calls = Calls()
        let channel: LeadChannel

        init(capacity: Int = 1024) {
            let calls = calls
            channel = LeadChannel(capacity: capacity, queue: queue) { calls.add($0) }
            queue.suspend()
        }

        func wakeUp(_ count: Int = 1) async throws {
            queue.resume()
            try await eventually("the screen was called") { calls.all.count >= count }
        }
    }

    static func arrival(_ id: Int64) -> StoreEvent {
        .leadArrived(
            Customer(id: id, spreadsheetID: 1, customerName: "n", createdAt: Date(timeIntervalSince1970: 0)), userID: 1)
    }

    @Test("a thousand leads make one call, in order, and none is missing")
    func oneCall() async throws {
        let screen = Screen()
        for id in 1...1000 { screen.channel.send(Self.arrival(Int64(id))) }
        try await screen.wakeUp()
        #expect(screen.calls.all == [(1...1000).map { Self.arrival(Int64($0)) }])
    }

    @Test("more than the channel holds becomes one reload, and the channel works on")
    func overflow() async throws {
        let screen = Screen(capacity: 10)
        for id in 1...11 { screen.channel.send(Self.arrival(Int64(id))) }
        screen.channel.send(.journalChanged)
        try await screen.wakeUp()
        #expect(screen.calls.all == [[.reload]])
        screen.channel.send(Self.arrival(12))
        try await eventually("the next lead came") { screen.calls.all.last == [Self.arrival(12)] }
    }

    @Test("whether the data can be reached is told in spite of all, the newest word alone, and before what is to be read of it")
    func link() async throws {
        let screen = Screen(capacity: 2)
        screen.channel.send(.link(fault: .serverUnreachable(address: "here", reason: "gone")))
        for id in 1...5 { screen.channel.send(Self.arrival(Int64(id))) }
        screen.channel.send(.link(fault: nil))
        try await screen.wakeUp()
        #expect(screen.calls.all == [[.link(fault: nil), .reload]])
    }

    @Test("what says the same twice is said once")
    func coalescing() async throws {
        let screen = Screen()
        for id in 1...3 {
            screen.channel.send(Self.arrival(Int64(id)))
            screen.channel.send(.journalChanged)
            screen.channel.send(.pagesChanged)
        }
        try await screen.wakeUp()
        #expect(screen.calls.all == [[Self.arrival(1), .journalChanged, .pagesChanged, Self.arrival(2), Self.arrival(3)]])
    }

    @Test("the listener's last state outlives an overflow")
    func listener() async throws {
        let screen = Screen(capacity: 2)
        screen.channel.send(.listener(.starting))
        for id in 1...5 { screen.channel.send(Self.arrival(Int64(id))) }
        screen.channel.send(.listener(.listening(address: "127.0.0.1:8080")))
        try await screen.wakeUp()
        #expect(screen.calls.all == [[.reload, .listener(.listening(address: "127.0.0.1:8080"))]])
    }

    @Test("leads sent from many threads all arrive")
    func threads() async throws {
        let screen = Screen(capacity: 10_000)
        DispatchQueue.concurrentPerform(iterations: 1000) { screen.channel.send(Self.arrival(Int64($0))) }
        screen.queue.resume()
        try await eventually("all arrived") { screen.calls.all.joined().count == 1000 }
        #expect(Set(screen.calls.all.joined()).count == 1000)
    }
}
