import Dispatch
import Foundation
import TerminalKit

/// A terminal that notes when each frame was drawn. Keys reach it as they reach a real one: its descriptor becomes readable and the
/// main queue wakes. It keeps no frames; behind it may stand another terminal, which then really draws.
@MainActor final class ProbeTerminal: Terminal {
    /// A frame, and when `draw` was done with it.
    struct Frame {
        var at: UInt64
        var grid: Grid
    }

    private struct Waiting {
        var number: Int
        var frames: [Frame] = []
        var isLast: (Grid) -> Bool
        var continuation: CheckedContinuation<[Frame], Never>
    }

    private let inner: (any Terminal)?
    private let pipe: Pipe?
    private let keyboard: FileHandle
    private var events: [InputEvent] = []
    private var waiting: Waiting?
    private var number = 0
    private let ownSize: Size
    private(set) var last: Grid?

    /// In memory, of this size.
    init(size: Size) {
        let pipe = Pipe()
        self.pipe = pipe
        inner = nil
        ownSize = size
        keyboard = pipe.fileHandleForWriting
    }

    /// In front of a real terminal; bytes written to `keyboard` are its keys.
    init(inner: any Terminal, keyboard: FileHandle) {
        self.inner = inner
        self.keyboard = keyboard
        pipe = nil
        ownSize = inner.size
    }

    /// Presses a key; gives when. For a real terminal the bytes that xterm sends.
    func press(_ key: BenchKey) -> UInt64 {
        let start = Latencies.now
        if inner == nil {
            events.append(.key(key.stroke))
            keyboard.write(Data([0]))
        } else {
            keyboard.write(Data(key.bytes))
        }
        return start
    }

    /// Does something and waits for its frames up to the one that is the last of them; none when that did not come in time.
    func frames(within seconds: Double = 2, until isLast: @escaping (Grid) -> Bool, after action: () -> Void) async -> [Frame] {
        number += 1
        let mine = number
        return await withCheckedContinuation { continuation in
            waiting = Waiting(number: mine, isLast: isLast, continuation: continuation)
            DispatchQueue.main.asyncAfter(deadline: .now() + seconds) { [weak self] in
                MainActor.assumeIsolated { self?.giveUp(mine) }
            }
            action()
        }
    }

    /// Waits until nothing changes on the screen any more.
    func quiet() async {
        while await !frames(within: 0.3, until: { _ in true }, after: {}).isEmpty {}
    }

    /// Leaves a search by Esc, with what was typed and then with what was found, and waits until the list is there again.
    func leaveSearch() async {
        for _ in 0..<2 { _ = await frames(within: 1, until: { _ in true }) { _ = press(.escape) } }
        await quiet()
    }

    private func giveUp(_ which: Int) {
        guard let waiting, waiting.number == which else { return }
        self.waiting = nil
        waiting.continuation.resume(returning: [])
    }

    // MARK: Terminal

    var size: Size { inner?.size ?? ownSize }
    var inputDescriptor: Int32 { inner?.inputDescriptor ?? pipe?.fileHandleForReading.fileDescriptor ?? -1 }
    var notices: [String] { inner?.notices ?? [] }

    var canStop: Bool { false }
    var nextReading: Int? { inner?.nextReading }

    func stop(_ line: String) {}
    func setTheme(_ theme: ThemeChoice) -> Bool { inner?.setTheme(theme) ?? true }
    func claim() throws(TerminalError) { try inner?.claim() }
    func restore() { inner?.restore() }

    func readEvents() -> [InputEvent] {
        if let inner { return inner.readEvents() }
        guard !events.isEmpty else { return [] }
        _ = pipe?.fileHandleForReading.availableData
        defer { events = [] }
        return events
    }

    func draw(_ grid: Grid) {
        inner?.draw(grid)
        let now = Latencies.now
        last = grid
        guard var waiting else { return }
        waiting.frames.append(Frame(at: now, grid: grid))
        if waiting.isLast(grid) {
            self.waiting = nil
            waiting.continuation.resume(returning: waiting.frames)
        } else {
            self.waiting = waiting
        }
    }

    func redrawAll() { inner?.redrawAll() }
    func checkSize() -> Size? { inner?.checkSize() }
    func setTitle(_ title: String) { inner?.setTitle(title) }
    func bell() { inner?.bell() }
    func notify(title: String, body: String) {}
    func copy(_ text: String) -> Bool { true }
}
