/// The effect of a command, in words that may name the key of another: `"Merge this person's rows (\(key: "undo") undoes)"`. The key is
/// looked up when the words are read, for the settings may give it another.
struct CommandTitle: ExpressibleByStringInterpolation, Sendable {
    fileprivate enum Part { case text(String), key(String) }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ text: String) { parts.append(.text(text)) }

        mutating func appendInterpolation(_ text: String) { parts.append(.text(text)) }

        mutating func appendInterpolation(key id: String) { parts.append(.key(id)) }
    }

    private let parts: [Part]

    init(stringLiteral text: String) { parts = [.text(text)] }

    init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    func text(_ keys: Keymap) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .key(let id): keys.of(id)
            }
        }.joined()
    }
}
