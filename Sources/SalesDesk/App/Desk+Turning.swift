import CRM
import Foundation

/// The store's answers about a step of many customers that is being taken back or done again.
public enum TurnAction: Sendable {
    case begun(StepProgress)
    case further(StepProgress)
    case ended(AppliedChange?)
    /// It was broken off, with its sentence.
    case stopped(String)
}

/// Taking back and doing again. A step of many customers goes in portions, as it was written, and shows how far it has come; no key breaks it
/// off, for half of an undo is nobody's wish.
extension Desk {
    /// The effects of the undo's key, or the redo's. While a line offers to take a step back, it is that step or none: the person may have taken it
    /// back at another terminal.
    ///
    /// - Parameter step: when the step was written that is offered elsewhere than in the line.
    static func turn(isUndo: Bool, of step: Date? = nil, _ state: inout DeskState) -> [DeskEffect] {
        guard !waitsForTurn(&state) else { return [] }
        state.moves.beginWrite()
        let offered = step ?? state.toast?.step
        state.toast?.step = nil
        return [isUndo ? .undo(offered: offered) : .redo]
    }

    /// Says so while a step is on its way, for nothing else of many customers can begin then.
    static func waitsForTurn(_ state: inout DeskState) -> Bool {
        guard let step = state.turning else { return false }
        let way = step.isUndo ? "taken back" : "done again"
        state.say("The last change is still being \(way), \(come(step)). Wait for its end, then press the key again.", .warning)
        return true
    }

    static func turning(_ action: TurnAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .begun(let step):
            state.moves.endWrite()
            state.turning = step
            return [.goOn(step)]
        case .further(let step):
            if state.turning?.id == step.id { state.turning = step }
            return []
        case .ended(let applied):
            guard state.turning != nil else { return [] }
            state.turning = nil
            guard let applied else { return [] }
            let effects = reverted(applied, none: "", &state)
            // Nobody waits before the screen for what takes long: it stays until a key.
            state.toast?.until = nil
            return effects
        case .stopped(let sentence):
            guard let step = state.turning else { return [] }
            state.turning = nil
            let key = state.keys.of(step.isUndo ? "undo" : "redo")
            state.say("\(sentence) Until then \(come(step)) went; \(key) carries on.", .fault)
            return [.sheets(.loadSpreadsheets)] + readAgain(byPerson: true, &state) + refreshScreens(&state)
        }
    }

    /// Beside the name of a list.
    static func turningTitle(_ state: DeskState) -> String? {
        state.turning.map { "\(come($0)) \($0.isUndo ? "taken back" : "done again")" }
    }

    /// `400 of 8,890`
    private static func come(_ step: StepProgress) -> String { "\(Numbers.grouped(step.done)) of \(Numbers.grouped(step.all))" }
}
