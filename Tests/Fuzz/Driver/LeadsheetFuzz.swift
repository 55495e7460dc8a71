import Foundation

/// Gives libFuzzer one of the targets: `FUZZ_TARGET=payloads LeadsheetFuzz FOLDER… -max_total_time=600`.
@main
enum LeadsheetFuzz {
    fileprivate static let target = ProcessInfo.processInfo.environment["FUZZ_TARGET"].flatMap { FuzzTarget(rawValue: $0) }

    static func main() {
        guard target != nil else {
            say("FUZZ_TARGET must be one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")).")
            exit(64)
        }
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(
            runDriver(&count, &arguments) { bytes, count in
                let input = Array(UnsafeBufferPointer(start: bytes, count: count))
                do {
                    try LeadsheetFuzz.target?.check(input)
                } catch {
                    LeadsheetFuzz.say("BROKEN PROMISE: \(error)")
                    // What libFuzzer takes for a find, so that it keeps the input.
                    abort()
                }
                return 0
            })
    }

    private static func say(_ sentence: String) { FileHandle.standardError.write(Data((sentence + "\n").utf8)) }
}

/// libFuzzer's own main loop (LLVM: libFuzzer, "Using libFuzzer as a library").
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ take: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
