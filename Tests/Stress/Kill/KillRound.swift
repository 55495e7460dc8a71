import Base
import CRM

/// What happens in one round of the kill proof.
struct KillRound: Sendable {
    enum Moment: Sendable {
        /// So many milliseconds after the start of the process, which may not listen yet.
        case startUp(Int)
        /// So many milliseconds after the listener answers.
        case serving(Int)
        /// While a checkpoint writes the database's file.
        case checkpoint
    }

    /// Who works on the same data meanwhile.
    enum Company: Sendable {
        case none, screens, export, backup
    }

    enum Victim: Sendable {
        case server, screens
    }

    let victim: Victim
    let moment: Moment
    let company: Company

    init(using generator: inout SeededGenerator, withScreens: Bool) {
        victim = generator.chance(of: 10) && withScreens ? .screens : .server
        switch generator.below(20) {
        case 0..<3: moment = .startUp(generator.below(150))
        case 3..<6: moment = .checkpoint
        default: moment = .serving(generator.below(401))
        }
        switch generator.below(12) {
        case 0: company = withScreens ? .screens : .export
        case 1: company = .export
        case 2: company = .backup
        default: company = .none
        }
    }
}
