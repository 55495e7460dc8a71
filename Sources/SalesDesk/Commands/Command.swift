import TerminalKit

/// One thing that can be done. The bottom line, the help, the palette and the README's key table are made of these records.
public struct Command: Sendable, Identifiable {
    /// Where a command's keys work.
    public enum Place: String, Sendable, CaseIterable {
        case everywhere = "Everywhere"
        case lists = "Lists"
        case grid = "The grid"
        case spreadsheets = "The list of spreadsheets"
        case card = "The customer card"
        case feed = "The feed"
        case meta = "Meta settings"
    }

    /// Stable name, such as `customer.status`.
    public let id: String
    /// What it does, as help and palette say it.
    public var title: String { words() }
    /// The word in the bottom line; nil keeps it out.
    public let hint: String?
    /// Its place in the bottom line: the lower stands further left and gives way later.
    public let rank: Int
    /// The first is the one that is shown. None: the palette has it alone.
    public let keys: [KeyStroke]
    public let places: [Place]
    /// It only moves about, which the keys do and nobody looks up.
    var isMovement: Bool { places == [.lists] || Command.moving.contains(id) }
    private static let moving: Set<String> = [
        "cell.left", "cell.right", "card.down", "card.up", "card.scrollDown", "card.scrollUp", "meta.next", "meta.previous",
        "meta.scrollDown", "meta.scrollUp",
    ]
    /// It is done to the customer under the cursor of the grid.
    let actsOnRow: Bool
    /// Nil when it can be done now, otherwise the reason why not, as a sentence.
    let disabled: @Sendable (DeskState) -> String?
    let run: @Sendable (inout DeskState) -> [DeskEffect]
    /// Asked when the title is read, not when the registry is made: it may name the keys of other commands.
    private let words: @Sendable () -> String

    init(
        _ id: String, _ title: @autoclosure @escaping @Sendable () -> String, hint: String? = nil, rank: Int = 50, keys: [String],
        in places: [Place], onRow: Bool = false,
        disabled: @escaping @Sendable (DeskState) -> String? = { _ in nil },
        run: @escaping @Sendable (inout DeskState) -> [DeskEffect]
    ) {
        self.id = id
        words = title
        self.hint = hint
        self.rank = rank
        self.keys = keys.compactMap(KeyStroke.init)
        self.places = places
        actsOnRow = onRow
        self.disabled = disabled
        self.run = run
    }
}
