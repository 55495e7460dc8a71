/// The facts about one stored column of a customer, as data. The exports, the grid, imports, search and the placeholder of a missing answer
/// follow from ``all``.
public struct CustomerColumn: Sendable {
    /// How what a person enters is stored.
    public enum Input: Sendable {
        /// A text on one line, without blanks around it.
        case line
        /// A text as it was typed, line ends included.
        case lines
        /// One of the statuses of the settings.
        case status
        /// A day, perhaps with a time: ``NextCall``.
        case nextCall

        /// Typed as it will stand there.
        public var isText: Bool { self == .line || self == .lines }
    }

    /// How the column stands in the grid. Widths are in cells of the terminal.
    public struct Grid: Sendable {
        /// The lowest stands leftmost.
        public let place: Int
        public let minWidth: Int
        public let idealWidth: Int
        /// The highest gives way first where there is too little room.
        public let priority: Int
        /// The letter that sorts by the column.
        public let sortLetter: Character
    }

    /// Its raw value is the column's name in storage, CSV and JSON.
    public let field: CustomerField
    /// The name for people, in the middle of a sentence.
    public let title: String
    public let input: Input
    public let grid: Grid
    /// The text that may stand here because a lead's form did not ask; nil for none. It counts as blank.
    public let placeholder: String?
    /// The text in the form of storage; empty for nothing.
    let text: @Sendable (Customer) -> String
    /// Takes a text in the form of storage.
    let set: @Sendable (inout Customer, String) -> Void
    /// The text in an export; nil where that is unknown.
    let exported: @Sendable (Customer) -> String?

    /// `exported`: where an export says something else than ``text``.
    private init(
        _ field: CustomerField, _ title: String, _ input: Input, placeholder: String? = nil, _ grid: Grid,
        text: @escaping @Sendable (Customer) -> String, set: @escaping @Sendable (inout Customer, String) -> Void,
        exported: (@Sendable (Customer) -> String?)? = nil
    ) {
        self.field = field
        self.title = title
        self.input = input
        self.grid = grid
        self.placeholder = placeholder
        self.text = text
        self.set = set
        self.exported = exported ?? { text($0) }
    }
}

extension CustomerColumn {
    /// In the order of storage, CSV and JSON.
    public static let all = CustomerField.allCases.map(\.column)

    static let customerName = CustomerColumn(
        .customerName, "name", .line, placeholder: LeadDefaults.customerName,
        Grid(place: 0, minWidth: 8, idealWidth: 24, priority: 0, sortLetter: "n"),
        text: { $0.customerName }, set: { $0.customerName = $1 })

    static let companyName = CustomerColumn(
        .companyName, "company", .line, placeholder: LeadDefaults.companyName,
        Grid(place: 4, minWidth: 9, idealWidth: 20, priority: 4, sortLetter: "c"),
        text: { $0.companyName }, set: { $0.companyName = $1 })

    static let phoneNumber = CustomerColumn(
        .phoneNumber, "phone", .line, placeholder: LeadDefaults.phoneNumber,
        Grid(place: 1, minWidth: 17, idealWidth: 22, priority: -1, sortLetter: "p"),
        text: { $0.phoneNumber }, set: { $0.phoneNumber = $1 })

    static let email = CustomerColumn(
        .email, "e-mail", .line, placeholder: LeadDefaults.phoneNumber,
        Grid(place: 5, minWidth: 12, idealWidth: 26, priority: 5, sortLetter: "e"),
        text: { $0.email }, set: { $0.email = $1 })

    static let remark = CustomerColumn(
        .remark, "remark", .lines, Grid(place: 6, minWidth: 14, idealWidth: 40, priority: 6, sortLetter: "r"),
        text: { $0.remark }, set: { $0.remark = $1 })

    static let status = CustomerColumn(
        .status, "status", .status, Grid(place: 2, minWidth: 3, idealWidth: 16, priority: 1, sortLetter: "s"),
        text: { $0.status }, set: { $0.status = $1 })

    /// The time of the call is a column of its own in exports.
    static let nextCallDate = CustomerColumn(
        .nextCallDate, "next call", .nextCall, Grid(place: 3, minWidth: 12, idealWidth: 16, priority: 2, sortLetter: "d"),
        text: { $0.nextCall?.description ?? "" }, set: { $0.nextCall = NextCall($1) }, exported: { $0.nextCall?.day.description })
}

extension CustomerField {
    public var column: CustomerColumn {
        switch self {
        case .customerName: .customerName
        case .companyName: .companyName
        case .phoneNumber: .phoneNumber
        case .email: .email
        case .remark: .remark
        case .status: .status
        case .nextCallDate: .nextCallDate
        }
    }

    /// The name for people, in the middle of a sentence.
    public var title: String { column.title }
}
