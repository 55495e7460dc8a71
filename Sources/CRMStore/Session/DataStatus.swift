import Base
import CRM
import Foundation

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
    /// Those of them with which a Leadsheet works; none where the engine does not know.
    public var atWork: [String] = []
    /// The process that does the intake; nil where none does, or the tables are of another version.
    public var intake: IntakePlace?
    /// The connections that keep the data locked against writes or a new version, for people; nil where none does.
    public var locker: String?
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
    /// The name of another machine on which it runs; nil: it runs on this one.
    public var machine: String?
    /// The role of the server with which it works on the data; nil where the data are in a file.
    public var role: String?
    /// Seconds since it does the intake; nil where that is not known.
    public var held: Double?

    public init(process: Int32, machine: String? = nil, role: String? = nil, held: Double? = nil) {
        self.process = process
        self.machine = machine
        self.role = role
        self.held = held
    }

    /// For people: `process 4711`, or `process 4711 on office, role serve_b, for 3 hours`.
    public var name: String {
        let time = held.map { held in
            guard held >= 60 else { return Counted.text(Int(max(0, held)), "second") }
            return TokenExpiry.span(until: Date(timeIntervalSince1970: held), from: Date(timeIntervalSince1970: 0))
        }
        let parts = ["process \(process)\(machine.map { " on \($0)" } ?? "")", role.map { "role \($0)" }, time.map { "for \($0)" }]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}
