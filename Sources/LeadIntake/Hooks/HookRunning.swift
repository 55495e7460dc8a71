/// Runs the hook: a program of the user's, which is told of a lead.
public protocol HookRunning: Sendable {
    /// Runs it with `input` on its standard input, and returns when it has ended, or was ended because it took too long. Cancelling the
    /// task ends it.
    func run(_ input: String) async -> HookResult
}

/// What came of one run of the hook.
public enum HookResult: Hashable, Sendable {
    case done
    /// `reason` is ours, such as "exit status 3"; `said` the beginning of what it wrote to standard error, as it came.
    case failed(reason: String, said: String)
    /// The task was cancelled.
    case calledOff
}
