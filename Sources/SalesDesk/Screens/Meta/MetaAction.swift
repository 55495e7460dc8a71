import CRM

/// The answers of the store and of Meta to the settings form.
public enum MetaAction: Sendable {
    case settings(PageSettings)
    case checked(PageCheckReport)
    case vetted(PageSettings, TokenVerdict)
    /// The result of subscribing the page with this id.
    case subscribed(String, PageCheckReport.Line)
    case testLeadStage(TestLeadStage)
    /// The result of a test lead of the page with this id.
    case testLeadSent(String, [PageCheckReport.Line])
    case verifyToken(String)
    /// There is no change of a page's settings to take back, or to do again.
    case noStep(back: Bool)
}

/// The settings form's requests to the store and to Meta.
public enum MetaEffect: Hashable, Sendable {
    case loadSettings(String)
    /// The last change of a page's settings, which is never among the others.
    case undo
    case redo
    case lookForStep(back: Bool)
    case check(PageSettings)
    /// Asks Meta whether the access token lasts, before it is saved.
    case vetToken(PageSettings)
    case subscribe(PageSettings)
    case sendTestLead(PageSettings)
    case makeVerifyToken
}

/// The targets of a click in the settings form.
enum MetaHit: Hashable, Sendable {
    /// By the number of a `MetaItem`.
    case item(Int)
}

extension Desk {
    static func meta(_ action: MetaAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .settings(let settings): return pageSettingsLoaded(settings, &state)
        case .checked(let report): return checkDone(report, &state)
        case .vetted(let settings, let verdict): return tokenVetted(settings, verdict, &state)
        case .subscribed(let id, let line): return pageSubscribed(id, line, &state)
        case .testLeadStage(let stage):
            state.meta.testLeadStage = stage
            return []
        case .testLeadSent(let id, let lines): return testLeadSent(id, lines, &state)
        case .verifyToken(let token): return verifyTokenMade(token, &state)
        case .noStep(let back):
            // The question has no answer, unless the person was quicker.
            guard state.prompt?.purpose == .pageStep(back: back) else { return [] }
            state.prompt = nil
            state.say("No change of a page is there to be \(back ? "taken back" : "done again").", .info)
            return []
        }
    }
}

/// How the settings form's effects are carried out.
extension MetaEffect {
    func work(_ services: DeskServices) -> EffectWork {
        let (store, user, clock) = (services.store, services.user, services.clock)
        switch self {
        case .loadSettings(let id): return .read { try store.settings(of: id).map { .meta(.settings($0)) } }
        case .undo: return .write { .undone(try store.undo(.pages, by: user.id, at: clock())) }
        case .redo: return .write { .redone(try store.redo(.pages, by: user.id, at: clock())) }
        case .lookForStep(let back):
            // Behind what is being written.
            return .write { try store.hasStep(.pages, of: user.id, back: back) ? nil : .meta(.noStep(back: back)) }
        case .check(let settings):
            let checker = services.checker
            return .ask { _ in .meta(.checked(await checker.check(settings, at: clock()))) }
        case .vetToken(let settings):
            guard let connector = services.connector else { return .answer(.meta(.vetted(settings, .accepted))) }
            return .ask { _ in .meta(.vetted(settings, await connector.vet(settings, at: clock()))) }
        case .subscribe(let settings):
            guard let connector = services.connector else {
                return .answer(.failed("This desk cannot subscribe pages. Run: leadsheet page subscribe \(settings.metaPageId)"))
            }
            return .ask { _ in .meta(.subscribed(settings.metaPageId, await connector.subscribe(settings, at: clock()))) }
        case .sendTestLead(let settings):
            guard let tester = services.tester else {
                let line = PageCheckReport.Line(
                    .warning, "This desk cannot send test leads.", remedy: "Run: leadsheet doctor", on: .testLead)
                return .answer(.meta(.testLeadSent(settings.metaPageId, [line])))
            }
            return .ask { tell in
                let lines = await tester.sendTestLead(settings) { stage in tell(.meta(.testLeadStage(stage))) }
                return .meta(.testLeadSent(settings.metaPageId, lines))
            }
        case .makeVerifyToken: return .answer(.meta(.verifyToken(VerifyToken.make().reveal())))
        }
    }
}
