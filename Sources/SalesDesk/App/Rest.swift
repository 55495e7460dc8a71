/// The work that rests while the program is stopped by Ctrl-Z, so that another may take over the things it held.
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

    /// Returns when all is given back, or when patience has an end and the giving goes on.
    func begin() async -> Task<Void, Never> {
        let giving = Task { await before() }
        let (done, end) = AsyncStream.makeStream(of: Void.self)
        Task {
            await giving.value
            end.finish()
        }
        Task {
            try? await Task.sleep(for: Self.patience)
            end.finish()
        }
        for await _ in done {}
        return giving
    }

    /// Nothing is taken again that is still being given back.
    func end(_ giving: Task<Void, Never>) async {
        await giving.value
        await after()
    }
}
