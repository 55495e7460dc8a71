/// The texts that each user sends again and again, in no export of customers. They are changed by ``Change/editTemplate(_:)``.
public protocol TemplateStoring: Sendable {
    /// In the user's own order; the built-in ones of a user who has stored none.
    func templates(of user: User.ID) throws -> [MessageTemplate]
}
