import CRM
import TerminalKit

/// Meta's post and the Graph API's answer, shown over the feed. A body may have megabytes: the beginning is shown, and it is broken into
/// rows once for a width, so that neither a key nor a frame goes through all of it.
struct RawEventState: Hashable, Sendable {
    /// Shown of a text: some hundred leads in one POST, where Meta mostly sends one.
    static let mostBytes = 1 << 17

    let title: String
    /// Laid out for reading.
    let lines: [String]
    /// As they came.
    let rawLines: [String]
    /// The lines are shown as they came.
    private(set) var isRaw = false
    var top = 0
    /// The text shown, in rows of at most ``width`` cells.
    private(set) var rows: [String] = []
    private(set) var width = 0

    /// - Parameter width: in cells.
    init(title: String, _ raw: RawEvent, width: Int) {
        let (body, isText) = Self.beginning(of: raw.body)
        let answer = raw.graphAnswer.map { (text: Self.beginning(of: $0.utf8).text, bytes: $0.utf8.count) }
        let head = "WHAT META POSTED, \(Numbers.grouped(raw.body.count)) bytes\(isText ? "" : "; � stands for what is no UTF-8")"
        let none = "Nothing is kept of it: it was not about leads, it is older than posts are kept, or its person was erased."
        func part(_ text: String, of bytes: Int, _ layout: (String) -> [String]) -> [String] {
            let rest = bytes > Self.mostBytes ? ["", "… Only the beginning is shown. The whole has \(Numbers.grouped(bytes)) bytes."] : []
            return layout(text) + rest
        }
        func lines(_ layout: (String) -> [String]) -> [String] {
            [head, ""] + (raw.body.isEmpty ? [none] : part(body, of: raw.body.count, layout)) + ["", "WHAT THE GRAPH API ANSWERED", ""]
                + (answer.map { part($0.text, of: $0.bytes, layout) } ?? ["Nothing yet: the lead has not been read."])
        }
        self.title = title
        self.lines = lines(JSONIndent.lines)
        rawLines = lines(Self.lines)
        lay(width: width)
    }

    /// Changes between the two ways to show it.
    mutating func toggle() {
        isRaw.toggle()
        top = 0
        breakLines()
    }

    /// Breaks the lines for another width in cells.
    mutating func lay(width: Int) {
        guard width != self.width else { return }
        self.width = width
        breakLines()
    }

    private mutating func breakLines() {
        rows = (isRaw ? rawLines : lines).flatMap { Wrapped.verbatim($0, width: width) }
    }

    /// At most ``mostBytes`` of a text, never half a code point, and whether they are UTF-8.
    private static func beginning(of bytes: some Collection<UInt8>) -> (text: String, isText: Bool) {
        var part = Array(bytes.prefix(mostBytes))
        if bytes.count > mostBytes, let last = part.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }) { part.removeSubrange(last...) }
        let text = String(decoding: part, as: UTF8.self)
        return (text, text.utf8.elementsEqual(part))
    }

    private static func lines(of text: String) -> [String] {
        text.isEmpty ? ["(empty)"] : text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }
}
