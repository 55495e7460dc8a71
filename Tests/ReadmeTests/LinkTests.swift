import Foundation
import Testing

@Suite("Links of the pages")
struct LinkTests {
    @Test("every picture, page and heading that a page points to is there", arguments: MarkdownPage.all)
    func links(_ page: MarkdownPage) throws {
        for link in page.links where !link.hasPrefix("https://") {
            let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let target = parts[0].isEmpty ? MarkdownPage.root.appending(path: page.path) : page.folder.appending(path: String(parts[0]))
            #expect(FileManager.default.fileExists(atPath: target.path), "\(link)")
            guard parts.count == 2 else { continue }
            let aim = try #require(MarkdownPage.all.first { MarkdownPage.root.appending(path: $0.path).path == target.standardized.path })
            #expect(aim.anchors.contains(String(parts[1])), "\(link)")
        }
    }

    @Test("the README leads to every page")
    func reached() {
        let links = Set(MarkdownPage.readme.links.map { String($0.prefix { $0 != "#" }) })
        #expect(MarkdownPage.documentation.count >= 10)
        for page in MarkdownPage.documentation { #expect(links.contains(page.path), "\(page.path)") }
    }
}
