import CRM

/// Reads that failed.
extension Desk {
    /// Nothing goes on saying that it is read: a pane that was opened for the answer is closed, and a screen says with which key it is read again.
    static func leave(_ unread: DeskEffect, _ state: inout DeskState) {
        for screen in state.screens { screen.fail(unread, &state) }
        switch unread {
        case .marks(let effect): if let number = effect.reading, number == state.marked.reading?.number { state.marked.reading = nil }
        case .customer(.loadCard(let id)): if state.card?.id == id, state.card?.customer == nil { closeCard(&state) }
        case .messages, .needs, .forms: if state.overlay?.waits(for: unread) == true { state.overlay = nil }
        default: break
        }
    }
}

extension Overlay {
    /// It was opened for this answer, and has nothing to show before.
    fileprivate func waits(for effect: DeskEffect) -> Bool {
        switch (self, effect) {
        case (.message(let pane), .messages(.load)): pane.templates == nil
        case (.templates(let pane), .messages(.loadTemplates)): pane.templates == nil
        case (.history(let pane), .needs(.loadHistory)): pane.events == nil
        case (.forms(let pane), .forms(.loadList)), (.forms(let pane), .forms(.load)): pane.content == .reading
        default: false
        }
    }
}
