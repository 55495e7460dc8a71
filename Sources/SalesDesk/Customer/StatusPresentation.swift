import CRM
import TerminalKit

/// The colour of a status: by its type, and those of work in hand by their place among them. The word is always beside it.
enum StatusPresentation {
    /// From the first to the last step of the work; further ones begin anew.
    private static let steps: [Style] = [.warning, .cyan, .good, .violet]

    static func style(_ id: Status.ID, in state: DeskState) -> Style {
        let statuses = state.configuration.statuses
        switch statuses.type(of: id) {
        case .open: return .accent.bolded()
        case .working:
            let step = statuses.statuses.filter { $0.type == .working }.firstIndex { $0.id == id } ?? 0
            return steps[step % steps.count]
        case .parked: return .dim
        case .won: return .good.bolded()
        case .lost: return .dim
        }
    }
}
