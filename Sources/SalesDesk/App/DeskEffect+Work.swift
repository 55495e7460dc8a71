import CRM

/// How effects are carried out that belong to no screen.
extension DeskEffect {
    func work(_ services: DeskServices) -> EffectWork {
        let (store, user, clock) = (services.store, services.user, services.clock)
        switch self {
        case .sheets(let effect): return effect.work(services)
        case .calls(let effect): return effect.work(services)
        case .feed(let effect): return effect.work(services)
        case .insights(let effect): return effect.work(services)
        case .meta(let effect): return effect.work(services)
        case .customer(let effect): return effect.work(services)
        case .forms(let effect): return effect.work(services)
        case .messages(let effect): return effect.work(services)
        case .dial(let effect): return effect.work(services)
        case .needs(let effect): return effect.work(services)
        case .marks(let effect): return effect.work(services)
        case .imports(let effect): return effect.work(services)
        case .presence(let effect): return effect.work(services)
        case .findCustomers(let text):
            _ = services.newestFind.ask(text)
            store.interruptSearch()
            return .read { try Self.found(text, services) }
        case .lookAtWriting: return .background(pace: "writing") { .writable(store.canWrite()) }
        case .loadPages: return .aside(pace: "pages") { .pages(try store.pages(of: user.id)) }
        case .apply(let change, let followUp):
            return .write {
                do {
                    return .applied(try store.apply(change, by: user.id, at: clock()), followUp)
                } catch let error as StoreError {
                    return .refused(change, error)
                }
            }
        case .become(let user): return .read { .became(user, preferences: try store.preferences(of: user.id), said: nil) }
        case .setCountry(let country):
            return .write {
                try store.setCountry(country, of: user.id)
                var moved = user
                moved.country = country
                return .became(
                    moved, preferences: try store.preferences(of: user.id),
                    said: "Phone numbers without a country code are now read as those of \(country.name) (\(country.code)).")
            }
        case .undo(let offered):
            return .write { try Self.turned(store.beginUndo(.work, offered: offered, by: user.id, at: clock()), services) { .undone($0) } }
        case .redo: return .write { try Self.turned(store.beginRedo(.work, by: user.id, at: clock()), services) { .redone($0) } }
        case .goOn(let step):
            return .portions { tell in
                do {
                    let change = try store.carry(.underWay(step), at: clock()) { tell(.turning(.further($0))) }
                    return .turning(.ended(change))
                } catch {
                    return .turning(.stopped((error as? StoreError)?.messageOfRest ?? EffectRunner.sentence(error)))
                }
            }
        case .keepPreference(let name, let value):
            return .write {
                do {
                    try store.setPreference(name, to: value, of: user.id)
                    return nil
                } catch {
                    return .unkept(name, EffectRunner.sentence(error))
                }
            }
        case .later(let effect): return effect.work(services)
        case .session: return .session
        }
    }

    /// The answer to an undo or a redo. One of few customers is carried to its end at once.
    private static func turned(_ turn: StepTurn, _ services: DeskServices, _ end: (AppliedChange?) -> DeskAction) throws -> DeskAction {
        if case .underWay(let step) = turn, step.all > BulkJob.portion { return .turning(.begun(step)) }
        return end(try services.store.carry(turn, at: services.clock()))
    }

    /// The newest customers with these words, of all spreadsheets.
    private static func found(_ text: String, _ services: DeskServices) throws -> DeskAction? {
        guard services.newestFind.value == text else { return nil }
        let query = SheetQuery(.user(services.user.id), CustomerFilter(words: text))
        return .customersFound(text, try services.store.rows(query, from: .start, limit: PaletteSearch.mostCustomers).rows)
    }
}
