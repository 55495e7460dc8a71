import LeadIntake
import Synchronization

/// A hook without a process: notes what it was told, and ends as it is told to.
final class FakeHook: HookRunning {
    private struct State {
        var inputs: [String] = []
        var results: [HookResult] = []
        var waiting: CheckedContinuation<Void, Never>?
        var isShut = false
        var underWay = 0
        var mostUnderWay = 0
    }

    private let state = Mutex(State())

    /// The results of the first runs; all further ones are done.
    init(_ results: HookResult...) { state.withLock { $0.results = results } }

    var inputs: [String] { state.withLock { $0.inputs } }
    /// How many ran at the same time, at most.
    var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }

    /// From now on a run ends only after ``open()``, or when it is called off.
    func shut() { state.withLock { $0.isShut = true } }

    func open() {
        state.withLock { state in
            state.isShut = false
            defer { state.waiting = nil }
            return state.waiting
        }?.resume()
    }

    func run(_ input: String) async -> HookResult {
        let result = state.withLock { state in
            state.inputs.append(input)
            state.underWay += 1
            state.mostUnderWay = max(state.mostUnderWay, state.underWay)
            return state.results.isEmpty ? .done : state.results.removeFirst()
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state in
                    guard state.isShut, !Task.isCancelled else { return true }
                    state.waiting = continuation
                    return false
                }
                if passes { continuation.resume() }
            }
        } onCancel: {
            open()
        }
        state.withLock { $0.underWay -= 1 }
        return Task.isCancelled ? .calledOff : result
    }
}
