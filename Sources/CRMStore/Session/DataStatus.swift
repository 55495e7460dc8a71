/// The state of data at a glance.
public struct DataStatus: Hashable, Sendable {
    /// A number of things of one name.
    public struct Count: Hashable, Sendable {
        public var name: String
        public var count: Int

        public init(name: String, count: Int) {
            self.name = name
            self.count = count
        }
    }

    /// ``Engine/location``
    public var location: String
    /// The program that keeps the data, with its version: `PostgreSQL 15.18`.
    public var program: String
    /// The version of the tables; nil where there are none.
    public var version: Int?
    /// The version of the tables that this program works on.
    public var ownVersion: Int
    /// The number of users, customers, leads and events; empty where the tables are of another version.
    public var rows: [Count] = []
    /// The roles that are connected, with the number of their connections; nil where the engine does not know.
    public var connected: [Count]?
    /// The roles that have a part in the data; nil where the engine has none, or does not tell everybody.
    public var members: [TeamMember]?

    public init(location: String, program: String, version: Int?, ownVersion: Int) {
        self.location = location
        self.program = program
        self.version = version
        self.ownVersion = ownVersion
    }
}

/// The versions of the tables before and after they were brought to this program's.
public struct SchemaChange: Hashable, Sendable {
    public var before: Int
    public var after: Int

    public init(before: Int, after: Int) {
        self.before = before
        self.after = after
    }
}

/// The process that does the intake.
public struct IntakePlace: Hashable, Sendable {
    /// Its number on its machine; 0 where it is not told.
    public var process: Int32
    /// The name of another machine on which it runs, empty where that is not told; nil: it runs on this one.
    public var machine: String?

    public init(process: Int32, machine: String? = nil) {
        self.process = process
        self.machine = machine
    }
}
