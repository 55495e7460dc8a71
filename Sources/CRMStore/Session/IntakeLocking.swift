import CRM

/// The right to do the intake, which one process at a time has. One that gives no sign of life loses it to a process that waits.
public protocol IntakeLocking: AnyObject, Sendable {
    /// Seconds without a sign of life after which those who wait take over.
    static var silence: Double { get }

    var isHeld: Bool { get }
    /// Whether whoever opened the data may do the intake at all: on a server not every role does.
    var isAllowed: Bool { get }
    /// Takes the right when it is free; true when this object has it now. Throws when it cannot be asked for.
    func tryAcquire() throws(StoreError) -> Bool
    /// Waits for the right, and calls `onAcquired` on a queue of its own once this object has it: at once when it is free, or held here
    /// already. Once it was had, `onLost` is called when another process has taken it over, which held this one for dead. After
    /// ``release()`` neither is called any more.
    func acquire(onLost: @escaping @Sendable () -> Void, onAcquired: @escaping @Sendable () -> Void) throws(StoreError)
    /// Gives the right to a process that waits for it, or ends the wait.
    func release()

    /// The process that has the right; nil when none has it.
    func holder() -> IntakePlace?
    /// The holder, while it has given no sign of life for half of the time after which it is replaced.
    var silentHolder: IntakePlace? { get }
    /// The process that was replaced without having ended, while it is there: it may still have the port.
    var stoppedPredecessor: Int32? { get }
}
