import Foundation

/// The program under test, as `swift build` made it beside the tests.
package enum Product {
    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    /// The path of `leadsheet`.
    package static func leadsheet() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let places =
            CommandLine.arguments.prefix(1).map { URL(filePath: $0).deletingLastPathComponent() }
            + [Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent(), root.appending(path: ".build/debug")]
        for place in places {
            let path = place.appending(path: "leadsheet").path
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue { return path }
        }
        throw Missing(description: "The program leadsheet is not beside the tests. swift build makes it.")
    }

    /// The path of tmux.
    package static func tmux() throws -> String {
        let folders =
            (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init) + [
                "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin",
            ]
        guard let found = folders.map({ "\($0)/tmux" }).first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw Missing(
                description:
                    "tmux is not installed, and the program is tested in it. config/bootstrap brings it: config/bootstrap swift test")
        }
        return found
    }
}
