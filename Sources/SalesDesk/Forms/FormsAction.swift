import CRM
import Foundation

/// The answers that come back for the forms.
public enum FormsAction: Sendable {
    case list([LeadForm])
    /// Nil where the form is not known any more.
    case form(LeadForm?)
    /// The result of mapping the form with this title, and when its step was written.
    case mapped(String, RemapResult, at: Date)
}

/// The requests of the forms.
public enum FormsEffect: Hashable, Sendable {
    case loadList
    /// A form, with the answers of this lead as examples.
    case load(String, example: String?)
    /// Sets a form's mapping and applies it to its leads.
    case map(String, title: String, FormMapping)
}

/// The places that can be clicked in the forms.
enum FormsHit: Hashable, Sendable {
    case row(Int)
}

extension Desk {
    static func forms(_ action: FormsAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .list(let forms): formsLoaded(forms, &state)
        case .form(let form): formLoaded(form, &state)
        case .mapped(let title, let result, let now): formMapped(title, result, at: now, &state)
        }
    }
}

/// How these effects are carried out.
extension FormsEffect {
    func work(_ services: DeskServices) -> EffectWork {
        let (forms, user, clock) = (services.forms, services.user, services.clock)
        switch self {
        case .loadList: return .read { .forms(.list(try forms?.forms(of: user.id) ?? [])) }
        case .load(let id, let lead): return .read { .forms(.form(try forms?.form(id, example: lead))) }
        case .map(let id, let title, let mapping):
            return .portions { _ in
                let now = clock()
                return try forms.map { .forms(.mapped(title, try $0.map(form: id, mapping, by: user.id, at: now), at: now)) }
            }
        }
    }
}
