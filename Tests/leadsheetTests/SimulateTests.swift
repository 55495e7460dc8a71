import Foundation
import Testing

@testable import leadsheet

@Suite("What simulate prints") struct SimulateTests {
    @Test(
        "paths are those of any folder, for the other shell may be in another one",
        arguments: ["./trial", "trial", "../trial", "/srv/trial"])
    func absolute(_ path: String) {
        let text = SimulateCommand.absolute(path)
        #expect(text.hasPrefix("/") && text.hasSuffix("/trial") && !text.contains("./"), "\(text)")
    }
}
