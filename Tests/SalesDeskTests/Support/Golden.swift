import Foundation
import SalesDesk
import TerminalKit
import Testing

/// Screens kept as text, with a plane of style letters below. A missing or different one fails and leaves what was drawn beside it,
/// as NAME.new, to be looked at and renamed.
enum Golden {
    static func expect(_ scene: Scene, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Goldens")
        let file = folder.appending(path: "\(name).txt")
        let drawn = scene.grid.text() + "\n=== styles ===\n" + scene.grid.styleText() + "\n"
        let kept = try? String(contentsOf: file, encoding: .utf8)
        guard drawn != kept else { return }
        try drawn.write(to: folder.appending(path: "\(name).new"), atomically: true, encoding: .utf8)
        Issue.record(
            "The screen \(name) is \(kept == nil ? "new" : "different"); it was written to Goldens/\(name).new:\n\(scene.grid.text())",
            sourceLocation: sourceLocation)
    }
}
