import Foundation

/// Another host on this machine: a network namespace at the end of a cable that can be pulled out and put in again, and that may be a long one.
/// Making one takes the right to.
public final class FarPlace: Sendable {
    public let name: String
    /// The host's address on the cable.
    public let address = "10.213.77.1"
    /// The name on its certificate.
    public static let host = "db.test"

    /// Whether one can be made here.
    public static let isAllowed: Bool = {
        guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: program) else { return false }
        return (try? FarPlace(named: "probe")) != nil
    }()

    private static let program = "/usr/sbin/ip"
    /// The ends of the cable.
    private let near, far: String
    /// Nil for one on which nothing takes a while.
    private let cable: PacketCable?

    /// - Parameters:
    ///   - roundTrip: the milliseconds that a packet and its answer take.
    ///   - loss: in percent of the packets.
    public convenience init(roundTrip: Int = 0, loss: Int = 0) throws {
        try self.init(named: "server", roundTrip: roundTrip, loss: loss)
    }

    private init(named name: String, roundTrip: Int = 0, loss: Int = 0) throws {
        self.name = "leadsheet-\(getpid())-\(name)"
        // The kernel takes 15 letters.
        (near, far) = ("l\(getpid())\(name.prefix(1))n", "l\(getpid())\(name.prefix(1))f")
        try Self.run("netns", "add", self.name)
        do {
            if roundTrip > 0 {
                cable = try PacketCable(near: near, far: far, roundTrip: roundTrip, loss: loss)
                try Self.run("link", "set", far, "netns", self.name)
            } else {
                cable = nil
                try Self.run("link", "add", near, "type", "veth", "peer", "name", far, "netns", self.name)
            }
            try Self.run("address", "add", "10.213.77.2/24", "dev", near)
            try Self.run("link", "set", near, "up")
            try Self.run("-n", self.name, "address", "add", "\(address)/24", "dev", far)
            try Self.run("-n", self.name, "link", "set", far, "up")
            try Self.run("-n", self.name, "link", "set", "lo", "up")
        } catch {
            try? Self.run("netns", "delete", self.name)
            throw error
        }
    }

    deinit {
        // A cable whose other end went with its host would stay for a while, with the address.
        try? Self.run("link", "delete", near)
        try? Self.run("netns", "delete", name)
    }

    /// Pulls the cable out at the far end: what is sent from here is lost, and nobody says so.
    public func pull() throws { try Self.run("-n", name, "link", "set", far, "down") }
    public func plug() throws { try Self.run("-n", name, "link", "set", far, "up") }

    /// The words of a shell's line that runs another one there.
    var words: [String] { [Self.program, "netns", "exec", name] }

    private static func run(_ arguments: String...) throws {
        try StartedProgram.run([program] + arguments, isQuiet: true)
    }
}
