import CRM
import TerminalKit

/// The answers of the program that dials, and of the store about others who call.
public enum DialAction: Sendable {
    /// Others are calling the same customer.
    case others(Customer.ID, [CallUnderWay])
    /// Others could not be told who is called here, or that nobody is any more.
    case untold
    /// A call was begun; or not, and why not as a clause.
    case ended(Customer.ID, problem: String?)
}

/// The work for the program that dials, and what others are told.
public enum DialEffect: Hashable, Sendable {
    /// Others are told that this customer is called here.
    case begin(Customer.ID)
    /// Looks again who else calls this customer.
    case look(Customer.ID)
    case end
    case dial(Customer.ID, DialRequest)
}

extension DialEffect {
    func work(_ services: DeskServices) -> EffectWork {
        let (store, dialler, session, user, clock) = (services.store, services.dialler, services.session, services.user, services.clock)
        switch self {
        case .begin(let id):
            return .write {
                Self.told { .others(id, try store.beginCall(to: id, session: session, by: user.id, at: clock())) }
            }
        case .look(let id):
            return .read { try .dial(.others(id, store.calls(to: id, besides: session))) }
        case .end:
            return .write {
                Self.told {
                    try store.endCall(session: session)
                    return nil
                }
            }
        case .dial(let id, let request):
            return .ask { _ in
                .dial(.ended(id, problem: dialler == nil ? "nothing here dials" : await dialler?.dial(request)))
            }
        }
    }

    /// A person is not told what others could not be told: that there is no connection, or no room, stands on the screen, and a customer that is gone
    /// is told of when the outcome is written. It is tried again, see ``Desk/tellCallAgain(_:)``.
    private static func told(_ work: () throws -> DialAction?) -> DeskAction? {
        do {
            return try work().map(DeskAction.dial)
        } catch {
            return .dial(.untold)
        }
    }
}

extension Desk {
    /// Has others told what they could not be told before.
    static func tellCallAgain(_ state: inout DeskState) -> [DeskEffect] {
        guard state.isCallUntold, state.linkFault == nil else { return [] }
        state.isCallUntold = false
        return [.dial(state.prompt?.calledID.map(DialEffect.begin) ?? .end)]
    }

    static func dial(_ action: DialAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .others(let id, let others):
            if state.prompt?.calledID == id { state.prompt?.call.others = others }
            return []
        case .untold:
            state.isCallUntold = true
            return []
        case .ended(let id, let problem):
            let said = problem.map { "not dialled: \($0)" }
            if case .call(id) = state.prompt?.purpose {
                state.prompt?.call.dialled = problem == nil ? "dialled" : nil
                state.prompt?.problem = said
            } else if let said {
                state.say(said, .warning)
            }
            return []
        }
    }

    /// Has the number of the call prompt dialled; a person has asked for it with a key.
    static func dialNumber(_ state: inout DeskState) -> [DeskEffect] {
        guard case .call(let id) = state.prompt?.purpose, let customer = customer(id, in: state) else { return [] }
        guard let number = state.configuration.phones.number(customer.phoneNumber) else { return refuse(noDialling(customer), &state) }
        guard state.configuration.canDial else {
            return refuse("nothing here dials; the number is in the clipboard", &state)
        }
        state.prompt?.problem = nil
        state.prompt?.call.dialled = "dialling…"
        return [.dial(.dial(id, DialRequest(number: number, name: customer.customerName)))]
    }

    /// The sentence for a number that is none.
    static func noDialling(_ customer: Customer) -> String {
        let name = TextWidth.truncate(SafeText.clean(customer.customerName), to: 40)
        return Placeholder.isBlank(customer.phoneNumber, in: .phoneNumber)
            ? "\(name) has no telephone number." : "The telephone number of \(name) is none that can be dialled. Correct it on the card."
    }

    /// From the call prompt to that of a message: no call was made.
    static func writeInstead(_ state: inout DeskState) -> [DeskEffect] {
        guard case .call(let id) = state.prompt?.purpose, let customer = customer(id, in: state) else { return [] }
        state.prompt = nil
        return askMessage(.whatsapp, to: customer, &state)
    }
}

extension CommandRegistry {
    static let callPromptCommands: [Command] = [
        Command("call.dial", "Dial the number", keys: ["Enter"], in: [.call]) { Desk.dialNumber(&$0) },
        Command("call.whatsapp", "WhatsApp instead of the call", keys: ["w"], in: [.call]) { Desk.writeInstead(&$0) },
    ]
}
