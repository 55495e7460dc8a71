import Foundation

/// The behaviour of Swift's own crash reporter: it must neither ask a question on the terminal nor wait for a key there, so its report
/// goes to the state folder. And it must be quick, for the port is free only when it has ended: the crashed thread's addresses, and the
/// images that they lie in. The names of the functions, which take some twenty seconds to find, can be had from these later.
enum Backtraces {
    private static let variable = "SWIFT_BACKTRACE"

    /// The reporter's settings.
    static func setting(folder: String) -> String {
        "enable=yes,interactive=no,color=no,warnings=suppressed,threads=crashed,images=mentioned,registers=none,symbolicate=off,output-to=\(folder)"
    }

    /// The runtime reads its settings before `main`, so the program starts itself once more with them. Does nothing when a setting
    /// is there already, which is also how the second start knows that it is one.
    static func restartWithSetting(folder: String) {
        #if os(Linux)
            guard getenv(variable) == nil, !folder.contains(",") else { return }
            setenv(variable, setting(folder: folder), 1)
            // Where that does not work a crash asks its question, which is no reason not to work.
            SelfStart.run(CommandLine.arguments)
        #endif
    }
}
