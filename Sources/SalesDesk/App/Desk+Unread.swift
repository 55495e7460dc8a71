import CRM

/// Reads that failed.
extension Desk {
    /// Nothing goes on saying that it is read: a pane that was opened for the answer is closed, and a screen says with which key it is read again.
    static func leave(_ unread: DeskEffect, _ state: inout DeskState) {
        for screen in state.screens { screen.fail(unread, &state) }
        switch unread {
        case .customer(.loadCard(let id)): if state.card?.id == id, state.card?.customer == nil { closeCard(&state) }
        case .messages(.load), .messages(.loadTemplates), .needs(.loadHistory), .forms(.loadList), .forms(.load):
            if state.overlay?.isBeingRead == true { state.overlay = nil }
        default: break
        }
    }
}

extension Overlay {
    /// It has nothing to show before the answer comes for which it was opened.
    fileprivate var isBeingRead: Bool {
        switch self {
        case .message(let pane): pane.templates == nil
        case .templates(let pane): pane.templates == nil
        case .history(let pane): pane.events == nil
        case .forms(let pane): pane.content == .reading
        case .help, .palette, .raw, .who, .columns, .importing: false
        }
    }
}
