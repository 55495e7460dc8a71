/// The first thing that comes, or false after ten minutes.
func arrives(_ stream: AsyncStream<Void>) async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
        group.addTask {
            for await _ in stream { return true }
            return false
        }
        group.addTask {
            try? await Task.sleep(for: .seconds(600))
            return false
        }
        let first = await group.next() ?? false
        group.cancelAll()
        return first
    }
}
