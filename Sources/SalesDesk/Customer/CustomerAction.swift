import CRM

/// The answers of the store for the customer card and for the prompts about a customer.
public enum CustomerAction: Sendable {
    case card(CardContent)
    /// The card that was asked for is that of a row which was merged into this one.
    case cardMerged(Customer.ID, CardContent)
    case cardGone(Customer.ID)
    /// For the card beside the list.
    case preview(CardContent)
    case dayLoad(DayLoad)
}

/// The requests of the customer card and of the prompts about a customer to the store.
public enum CustomerEffect: Hashable, Sendable {
    case loadCard(Customer.ID)
    /// The same for the card beside the list; `isFollowing`: the cursor has gone there.
    case loadPreview(Customer.ID, isFollowing: Bool)
    /// Asks for the calls of a day, a customer's own call left out.
    case loadDay(CalendarDay, except: Customer.ID)
}

extension Desk {
    static func customer(_ action: CustomerAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .card(let content): return cardLoaded(content, &state)
        case .cardMerged(let id, let content): return cardMerged(id, content, &state)
        case .preview(let content): return previewLoaded(content, &state)
        case .cardGone(let id):
            guard let card = state.card, card.id == id else { return [] }
            if let customer = card.customer { loseCard(of: customer, &state) }
            if state.loop != nil { return passOverGone(&state) }
            state.card = nil
            state.say(
                "This customer was deleted, or given to a colleague. If it was you, \(state.keys.of("undo")) takes it back.", .warning)
            return []
        case .dayLoad(let load): return dayLoaded(load, &state)
        }
    }
}

/// How these effects are carried out.
extension CustomerEffect {
    func work(_ services: DeskServices) -> EffectWork {
        let (store, user) = (services.store, services.user)
        switch self {
        case .loadCard(let id):
            return .read {
                // A customer that was given to a colleague is not read any more.
                guard let person = try store.person(of: id, for: user.id, limit: 200) else { return .customer(.cardGone(id)) }
                let content = CardContent(person)
                return .customer(person.customer.id == id ? .card(content) : .cardMerged(id, content))
            }
        case .loadPreview(let id, let isFollowing):
            _ = services.newestPreview.ask(id)
            return .aside(pace: isFollowing ? nil : "preview") {
                // The cursor has gone on.
                guard services.newestPreview.value == id else { return nil }
                return try store.person(of: id, for: user.id, limit: 200).map { .customer(.preview(CardContent($0))) }
            }
        case .loadDay(let day, let customer):
            return .read { .customer(.dayLoad(try store.dayLoad(of: user.id, on: day, except: customer))) }
        }
    }
}
