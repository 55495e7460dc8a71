import CRM
import TerminalKit

/// The colour of a status. The word is always beside it.
enum StatusLook {
    static func style(_ id: Status.ID, in state: DeskState) -> Style {
        switch id {
        case "attempted": return .warning
        case "contacted": return .cyan
        case "appointment": return .violet
        default: break
        }
        switch state.configuration.statuses.type(of: id) {
        case .open: return .accent.bolded()
        case .working: return .good
        case .parked: return .dim
        case .won: return .good.bolded()
        case .lost: return .dim
        }
    }
}
