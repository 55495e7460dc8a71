import CRM

/// The answers for the messages to customers.
public enum MessagesAction: Sendable {
    /// The user's templates, with the newest lead of the customer they are to be filled for.
    case loaded(Customer.ID, lead: Lead?, [MessageTemplate])
    /// The user's templates alone.
    case templates([MessageTemplate])
    /// A link was opened; or not, and why not as a clause.
    case opened(String, MessageLog, problem: String?)
}

/// The work that the messages to customers ask for.
public enum MessagesEffect: Hashable, Sendable {
    case load(Customer.ID)
    case loadTemplates
    /// Opens the link of a message on this desktop.
    case open(String, MessageLog)
}

/// The places that can be clicked in the prompt of a message.
enum MessagesHit: Hashable, Sendable {
    case row(Int)
    /// Among the templates that are being changed.
    case template(Int)
}

extension Desk {
    static func messages(_ action: MessagesAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .loaded(let id, let lead, let templates):
            guard case .message(var pane) = state.overlay, pane.customer.id == id else { return [] }
            pane.templates = templates
            pane.lead = lead
            // The cursor begins on the first that could be sent as it is.
            pane.choose(pane.earlyChoice ?? templates.firstIndex { pane.message($0, in: state).missing.isEmpty } ?? 0)
            state.overlay = .message(pane)
            return pane.isSentEarly ? sendMessage(pane, &state) : []
        case .templates(let templates):
            templatesLoaded(templates, &state)
            return []
        case .opened(let link, let log, let problem): return messageOpened(link, log, problem, &state)
        }
    }
}

/// How these effects are carried out.
extension MessagesEffect {
    func work(_ services: DeskServices) -> EffectWork {
        let (store, user, opener) = (services.store, services.user, services.opener)
        switch self {
        case .load(let id):
            return .read {
                let lead = try store.person(of: id, for: user.id, limit: 1)?.leads.first
                return .messages(.loaded(id, lead: lead, try store.templates(of: user.id)))
            }
        case .loadTemplates: return .read { .messages(.templates(try store.templates(of: user.id))) }
        case .open(let link, let log):
            return .ask { _ in
                .messages(.opened(link, log, problem: opener == nil ? "there is no desktop here" : await opener?.open(link)))
            }
        }
    }
}
