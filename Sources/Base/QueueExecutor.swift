import Dispatch

/// Runs tasks on a queue of their own, one after the other. The threads that all tasks of a process share may come back to one only after minutes.
public final class QueueExecutor: TaskExecutor {
    private let queue: DispatchQueue

    /// - Parameter label: the queue's name, for whoever looks at the process.
    public init(_ label: String) { queue = DispatchQueue(label: label) }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
