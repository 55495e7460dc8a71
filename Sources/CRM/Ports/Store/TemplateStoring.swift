/// The texts that each user sends again and again. They are no data: no step of undo, and in no export. A user who has stored none has the
/// built-in ones; the first write stores these, and changes what was stored.
public protocol TemplateStoring: Sendable {
    /// In the user's own order.
    func templates(of user: User.ID) throws -> [MessageTemplate]

    /// Changes the template with this id; 0 adds it behind the others. Gives its id. Throws ``StoreError/userUnknown(_:known:)`` and, for
    /// a name or a text that is empty or too long and for a template that is not there, ``StoreError/invalid(_:)``.
    @discardableResult
    func saveTemplate(_ template: MessageTemplate, of user: User.ID) throws -> MessageTemplate.ID

    /// One that is not there is no error.
    func removeTemplate(_ id: MessageTemplate.ID, of user: User.ID) throws

    /// Brings a template to the place `index`, counted from 0; beyond the end it is the last.
    func moveTemplate(_ id: MessageTemplate.ID, to index: Int, of user: User.ID) throws
}
