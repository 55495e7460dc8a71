import TerminalKit

/// One thing that can be done. The bottom line, the help, the palette and the table of keys in `Sources/Documentation` are made of these records.
public struct Command: Sendable, Identifiable {
    /// Stable name, such as `customer.status`.
    public let id: String
    /// The word in the bottom line; nil keeps it out.
    public let hint: String?
    /// Its place in the bottom line: the lower stands further left and gives way later.
    public let rank: Int
    /// Its keys unless the settings give it others (`Keymap`). The first is the one that is shown. None: the palette has it alone.
    public let defaultKeys: [KeyStroke]
    public let places: [Place]
    /// It only moves about, which the keys do and nobody looks up.
    var isMovement: Bool { places == [.lists] || Command.moving.contains(id) }
    private static let moving: Set<String> = [
        "cell.left", "cell.right", "card.down", "card.up", "card.scrollDown", "card.scrollUp", "meta.next", "meta.previous",
        "meta.scrollDown", "meta.scrollUp",
    ]
    /// It is done in what lies over a screen and nowhere else.
    var isOfOverlay: Bool { places.allSatisfy(\.isOverlay) }
    /// It is done to the customer under the cursor of the grid.
    let actsOnRow: Bool
    /// It is of use on a first start alone, so that help tells of it nowhere else.
    let isOfFirstStart: Bool
    /// Nil when it can be done now, otherwise the reason why not, as a sentence.
    let disabled: @Sendable (DeskState) -> String?
    let run: @Sendable (inout DeskState) -> [DeskEffect]
    private let words: CommandTitle

    init(
        _ id: String, _ title: CommandTitle, hint: String? = nil, rank: Int = 50, keys: [String],
        in places: [Place], onRow: Bool = false, firstStart: Bool = false,
        disabled: @escaping @Sendable (DeskState) -> String? = { _ in nil },
        run: @escaping @Sendable (inout DeskState) -> [DeskEffect]
    ) {
        self.id = id
        words = title
        self.hint = hint
        self.rank = rank
        defaultKeys = keys.compactMap(KeyStroke.init)
        self.places = places
        actsOnRow = onRow
        isOfFirstStart = firstStart
        self.disabled = disabled
        self.run = run
    }

    /// The effect of the command, as help and palette say it with these keys.
    public func title(_ keys: Keymap) -> String { words.text(keys) }
}
