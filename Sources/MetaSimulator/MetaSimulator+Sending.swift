import Foundation
import Logging
import Synchronization

/// The sender of webhooks.
extension MetaSimulator {
    /// Asks the webhook to prove itself with the page's verify token, as Meta does when a callback is saved; the first
    /// page's when none is named. True when it answers 200 and the bare challenge.
    public func verifyCallback(pageID: String? = nil) async -> Bool {
        let page = configuration.pages.first { pageID == nil || $0.id == pageID }
        guard let page else {
            logger.error("The callback was not verified: the Meta simulator has no such page.")
            return false
        }
        guard let webhook = state.withLock({ $0.webhook }) else {
            logger.error("The callback was not verified. \(webhookProblem.message)")
            return false
        }
        let challenge = String(state.withLock { 1_000_000_000 + $0.styles.below(1_000_000_000) })
        do {
            let answer = try await poster.verify(webhook, token: page.verifyToken, challenge: challenge)
            if answer.status == 200, answer.body == challenge { return true }
            logger.warning("The callback was not verified: the webhook answered HTTP \(answer.status).")
        } catch {
            logger.warning("The callback was not verified: the webhook did not answer (\(error)).")
        }
        return false
    }

    /// Sends one delivery, once. With a retry it would be `startSending()`.
    @discardableResult
    public func send(_ kind: DeliveryKind = .single()) async -> PostResult {
        guard !configuration.pages.isEmpty else { return refusal(.noPages) }
        return await post(compose(kind))
    }

    /// Sends this number of new leads in bodies of `batch` each, with at most `connections` at once; gives the results as they came.
    public func burst(count: Int, batch: Int = 1, connections: Int = 8) async -> [PostResult] {
        guard !configuration.pages.isEmpty else { return [refusal(.noPages)] }
        var sizes = Array(repeating: max(1, batch), count: max(0, count) / max(1, batch))
        let rest = max(0, count) - sizes.count * max(1, batch)
        if rest > 0 { sizes.append(rest) }
        return await withTaskGroup(of: PostResult.self) { group in
            var results: [PostResult] = []
            var waiting = sizes[...]
            func begin() {
                guard let size = waiting.popFirst() else { return }
                group.addTask { await self.post(self.compose(.batch(size))) }
            }
            for _ in 0..<max(1, connections) { begin() }
            for await result in group {
                results.append(result)
                begin()
            }
            return results
        }
    }

    /// Sends leads at the configured rate until `stopSending()` or the limit; the first within two seconds. What the
    /// webhook does not take goes out again until it does. Does nothing when it sends already.
    public func startSending() {
        let interval = 60 / max(0.01, configuration.ratePerMinute)
        state.withLock { state in
            guard state.sending == nil else { return }
            let task = Task { [weak self] in
                await withDiscardingTaskGroup { group in
                    var wait = min(1.5, interval)
                    while let self, !self.isAtLimit, await Self.sleep(.seconds(wait)) {
                        let kind = self.nextKind()
                        let delivery = self.compose(kind)
                        group.addTask { await self.deliver(delivery) }
                        wait = self.wait(after: kind, interval: interval)
                    }
                }
            }
            state.sending = task
        }
    }

    /// Sends nothing more and gives up what waits for another attempt.
    public func stopSending() async {
        let task = state.withLock { state in
            defer { state.sending = nil }
            return state.sending
        }
        task?.cancel()
        await task?.value
    }

    /// Tells the webhook of leads of one page, each by itself, as it does of those that people send.
    func announce(_ leads: [SimulatedLead]) async {
        for lead in leads {
            guard let page = configuration.pages.first(where: { $0.id == lead.pageID }) else { continue }
            let body = SignedBody([lead], sentAt: clock(), appSecret: page.appSecret)
            state.withLock { $0.sent.append(lead.id) }
            await deliver(Delivery(body: body, leadgenIDs: [lead.id]))
        }
    }

    private var isAtLimit: Bool {
        guard let limit = configuration.leadLimit else { return false }
        return state.withLock { $0.sent.count } >= limit
    }

    /// False when the task was cancelled.
    private static func sleep(_ duration: Duration) async -> Bool {
        do {
            try await Task.sleep(for: duration)
            return true
        } catch {
            return false
        }
    }

    /// Posts until it is accepted, given up or called off.
    private func deliver(_ delivery: Delivery) async {
        let begin = ContinuousClock.now
        var failures = 0
        while !Task.isCancelled {
            let result = await post(delivery)
            if result.isAccepted {
                logger.info("Posted \(delivery.summary): the webhook answered 200.")
                return
            }
            if Task.isCancelled { return }
            failures += 1
            let reason = result.problem ?? "it answered HTTP \(result.status ?? 0)"
            guard ContinuousClock.now - begin < RetryPlan.giveUpAfter else {
                logger.error("A delivery of \(delivery.summary) was given up after 36 hours: \(reason).")
                return
            }
            if failures == 1 {
                logger.warning("The webhook did not take \(delivery.summary), it will be sent again: \(reason).")
            }
            guard await Self.sleep(RetryPlan.wait(after: failures)) else { return }
        }
    }

    private func post(_ delivery: Delivery) async -> PostResult {
        guard let webhook = state.withLock({ $0.webhook }) else { return refusal(webhookProblem) }
        do {
            let status = try await poster.post(delivery.body, to: webhook)
            let result = PostResult(status: status, leadgenIDs: delivery.leadgenIDs, problem: nil)
            if result.isAccepted { state.withLock { $0.delivered.formUnion(delivery.leadgenIDs) } }
            return result
        } catch {
            return PostResult(
                status: nil, leadgenIDs: delivery.leadgenIDs, problem: "the webhook did not answer (\(error))")
        }
    }

    private var webhookProblem: SimulatorError {
        guard let text = configuration.webhook else { return .noWebhook }
        do throws(SimulatorError) {
            _ = try WebhookAddress(text)
            return .noWebhook
        } catch {
            return error
        }
    }

    private func refusal(_ error: SimulatorError) -> PostResult {
        PostResult(status: nil, leadgenIDs: [], problem: error.message)
    }
}
