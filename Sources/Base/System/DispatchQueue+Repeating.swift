import Dispatch

extension DispatchQueue {
    /// Runs `turn` on this queue every so many seconds, the first time when as many have passed, until the timer is cancelled.
    public func repeating(
        every seconds: Double, leeway: DispatchTimeInterval, _ turn: @escaping @Sendable () -> Void
    ) -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: self)
        timer.schedule(deadline: .now() + seconds, repeating: seconds, leeway: leeway)
        timer.setEventHandler(handler: turn)
        return timer
    }
}
