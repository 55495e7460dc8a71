import Foundation

/// A named list of customers of one user.
public struct Spreadsheet: Hashable, Sendable, Identifiable {
    public typealias ID = Int64
    public let id: ID
    public let userID: User.ID
    /// Unique among the user's spreadsheets.
    public var name: String
    public var description: String

    public init(id: ID, userID: User.ID, name: String, description: String) {
        self.id = id
        self.userID = userID
        self.name = name
        self.description = description
    }

    /// The fault of a name, as a sentence; nil for one that can be kept.
    public static func fault(ofName name: String) -> String? {
        if name.isEmpty { return "A spreadsheet needs a name." }
        let isPrintable = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return name.unicodeScalars.count <= longestName && isPrintable
            ? nil : "A spreadsheet's name takes 1 to \(longestName) characters, none of them a control character."
    }

    private static let longestName = 200

    /// Where leads from Meta go.
    public static let metaAdsLeads = "Meta Ads Leads"
    public static let metaAdsLeadsDescription = "Leads automatically imported from Meta Ads"
}

/// A spreadsheet with what the list of spreadsheets shows of it.
public struct SpreadsheetSummary: Hashable, Sendable, Identifiable {
    public var spreadsheet: Spreadsheet
    /// The number of customers with each status, by the status's id.
    public var byStatus: [Status.ID: Int]
    /// The name of the user whose it is.
    public var owner: String
    /// Of another's spreadsheet, what the user who asks may do in it; nil for their own, and where no user asks.
    public var shared: SharedRight?

    public var id: Spreadsheet.ID { spreadsheet.id }
    /// `Leads`, and of another's spreadsheet `Leads · ana`.
    public var title: String { shared == nil ? spreadsheet.name : Self.title(spreadsheet.name, of: owner) }
    public var customers: Int { byStatus.values.reduce(0, +) }

    public init(spreadsheet: Spreadsheet, byStatus: [Status.ID: Int], owner: String = "", shared: SharedRight? = nil) {
        self.spreadsheet = spreadsheet
        self.byStatus = byStatus
        self.owner = owner
        self.shared = shared
    }

    /// A spreadsheet's name for those with whom its owner shares it.
    public static func title(_ name: String, of owner: String) -> String { "\(name)\(between)\(owner)" }
    /// Stands in no title of a user's own, unless the name has it.
    public static let between = " · "

    /// Customers whose status is of type `open`: nobody has dealt with them yet.
    public func new(in catalogue: StatusCatalogue) -> Int {
        byStatus.reduce(0) { $0 + (catalogue.type(of: $1.key) == .open ? $1.value : 0) }
    }
}
