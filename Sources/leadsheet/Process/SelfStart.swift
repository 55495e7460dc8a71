import ArgumentParser
import Foundation

/// The program started anew in its own process, with other words: for a setting that counts from the start, and for the simulated leads,
/// which are looked at between two runs of the screens.
enum SelfStart {
    /// The option of `demo` that has the screens follow it.
    static let back = "back"

    /// Returns only where that does not work.
    static func run(_ words: [String]) {
        // By its path rather than as /proc/self/exe, so that lists of processes call it by its name.
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return }
        var arguments = words.map { strdup($0) } + [nil]
        execv(program, &arguments)
        for argument in arguments { free(argument) }
    }

    /// The words that show the simulated leads, and then the screens again, from those with which the screens were started.
    static func demo(from words: [String]) -> [String] {
        let name = ScreensCommand.configuration.commandName ?? ""
        let rest = words.dropFirst()
        return words.prefix(1) + ["demo", "--\(back)"] + (rest.first == name ? rest.dropFirst() : rest)
    }

    /// The words that show the screens again, from those of ``demo(from:)``.
    static func screens(from words: [String]) -> [String] { Array(words.prefix(1) + words.dropFirst(3)) }
}
