/// The first thing that comes, or false after ten minutes.
func arrives(_ stream: AsyncStream<Void>) async -> Bool { await first(of: stream) { _ in true } != nil }

/// The first thing that is as wanted; nil when none comes within ten minutes.
func first<Element: Sendable>(of stream: AsyncStream<Element>, where isWanted: @escaping @Sendable (Element) -> Bool) async -> Element? {
    await withTaskGroup(of: Element?.self) { group in
        group.addTask {
            for await element in stream where isWanted(element) { return element }
            return nil
        }
        group.addTask {
            try? await Task.sleep(for: .seconds(600))
            return nil
        }
        let first = await group.next() ?? nil
        group.cancelAll()
        return first
    }
}
