/// A status a customer can have. The word may be changed; the type drives the logic.
public struct Status: Hashable, Sendable, Identifiable, Codable {
    /// The stored text: a lower-case word such as `new`.
    public typealias ID = String
    public let id: ID
    public var type: StatusType
    /// The letter that sets it after `s`.
    public var letter: Character

    public init(id: ID, type: StatusType, letter: Character) {
        self.id = id
        self.type = type
        self.letter = letter
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        type = try values.decode(StatusType.self, forKey: .type)
        letter = try values.decode(String.self, forKey: .letter).first ?? " "
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(type, forKey: .type)
        try values.encode(String(letter), forKey: .letter)
    }

    private enum CodingKeys: CodingKey { case id, type, letter }
}

extension Status {
    /// The status that every customer begins with, of type ``StatusType/open``. A list of statuses has it.
    public static let beginning: ID = "new"
}

/// The meaning of a status for the work: `won` and `lost` end it, and a customer whose work has not ended needs a next call.
public enum StatusType: String, Sendable, Codable, CaseIterable {
    case open, working, parked, won, lost

    public var isEnded: Bool { self == .won || self == .lost }
}

/// The statuses of this installation, in the order of the work.
public struct StatusCatalogue: Hashable, Sendable {
    public let statuses: [Status]

    /// Takes at least one status; ids and letters are unique (the configuration checks it).
    public init(_ statuses: [Status]) {
        self.statuses = statuses
    }

    public static let standard = StatusCatalogue([
        Status(id: "new", type: .open, letter: "n"),
        Status(id: "attempted", type: .working, letter: "a"),
        Status(id: "contacted", type: .working, letter: "c"),
        Status(id: "interested", type: .working, letter: "i"),
        Status(id: "appointment", type: .working, letter: "p"),
        Status(id: "nurture", type: .parked, letter: "u"),
        Status(id: "won", type: .won, letter: "w"),
        Status(id: "lost", type: .lost, letter: "l"),
        Status(id: "junk", type: .lost, letter: "j"),
    ])

    /// A status that is not in the catalogue any more counts as work in hand, so that nothing in it is forgotten.
    public func type(of id: Status.ID) -> StatusType {
        statuses.first { $0.id == id }?.type ?? .working
    }

    /// Whether another status means that a person deals with the customer for the first time: the work begins, or ends at once.
    public func isFirstTouch(of customer: Customer, to status: Status.ID) -> Bool {
        customer.firstTouchedAt == nil && type(of: customer.status) == .open && type(of: status) != .open
    }

    /// The status of a new customer: ``Status/beginning``, or in a catalogue of other words the first of type ``StatusType/open``.
    public var beginning: Status.ID {
        hasBeginning ? Status.beginning : statuses.first { $0.type == .open }?.id ?? Status.beginning
    }

    public var hasBeginning: Bool { statuses.contains { $0.id == Status.beginning && $0.type == .open } }
}
