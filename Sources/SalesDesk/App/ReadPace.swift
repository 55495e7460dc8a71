/// How long a read rests that news repeat, so that processors and servers are left to others. Work of the same name rests together.
enum ReadPace {
    /// Somebody waits for it: it takes a fifth of this processor's time at most, and rests a quarter as long as a server took.
    case waited(String)
    /// A part of what stands around the rows: a server is not asked for everything with every change.
    case around(String)
    /// Counts that take seconds on large data: all terminals of a team together would leave a server's processors to nothing else.
    case counting(String)

    private static let second = 1_000_000_000

    var name: String {
        switch self {
        case .waited(let name), .around(let name), .counting(let name): name
        }
    }

    /// The reason to draw what was read.
    var cause: FramePace.Cause {
        switch self {
        case .waited: .others
        case .around, .counting: .around
        }
    }

    /// The rest in nanoseconds: a second at most, a minute of counts.
    ///
    /// - Parameters:
    ///   - taken: nanoseconds until the read had its answer.
    ///   - ran: those in which this processor worked at it.
    func rest(taken: Int, ran: Int) -> Int {
        switch self {
        case .waited: min(max(taken / 4, 4 * ran), Self.second)
        case .around: min(10 * taken, Self.second)
        case .counting: min(30 * taken, 60 * Self.second)
        }
    }
}
