import Foundation

/// Texts for C, with the NULL that ends them.
final class CStrings {
    let pointers: UnsafePointer<UnsafePointer<CChar>?>
    private let memory: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>

    init(_ texts: [String]) {
        memory = .allocate(capacity: texts.count + 1)
        _ = memory.initialize(from: texts.map { UnsafePointer(strdup($0)) } + [nil])
        guard let base = memory.baseAddress else { preconditionFailure("no room for a pointer") }
        pointers = UnsafePointer(base)
    }

    deinit {
        for pointer in memory { free(UnsafeMutablePointer(mutating: pointer)) }
        memory.deallocate()
    }
}
