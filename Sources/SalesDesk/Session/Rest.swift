/// What rests while the program is stopped by Ctrl-Z, so that another may take over what it held.
public struct Rest: Sendable {
    /// Nobody who pressed Ctrl-Z waits longer.
    private static let patience = Duration.seconds(2)

    private let before: @Sendable () async -> Void
    private let after: @Sendable () async -> Void

    /// - Parameters:
    ///   - before: gives back what others may want; begun before the program stops.
    ///   - after: takes it again once the program goes on.
    public init(before: @escaping @Sendable () async -> Void = {}, after: @escaping @Sendable () async -> Void = {}) {
        self.before = before
        self.after = after
    }

    /// Returns when all is given back, or patience has an end.
    func begin() async {
        let (done, end) = AsyncStream.makeStream(of: Void.self)
        Task {
            await before()
            end.finish()
        }
        Task {
            try? await Task.sleep(for: Self.patience)
            end.finish()
        }
        for await _ in done {}
    }

    func end() async { await after() }
}
