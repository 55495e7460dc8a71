import CPostgres

/// Stops the statement that a connection runs.
///
/// `@unchecked` because libpq allows it on any thread at any time.
final class Canceller: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQfreeCancel(pointer) }

    /// Returns when the server has been told, some milliseconds later. A statement that has ended meanwhile is not touched.
    func cancel() {
        var reason = [CChar](repeating: 0, count: 256)
        PQcancel(pointer, &reason, Int32(reason.count))
    }
}
