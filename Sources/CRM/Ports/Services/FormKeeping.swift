import Base
import Foundation

/// The forms and what their answers fill, for the screens and the commands.
public protocol FormKeeping: Sendable {
    /// The forms of a user's pages, or of all, by name: those that Meta has told of and those that leads name.
    func forms(of user: User.ID?) throws -> [LeadForm]
    /// One form, with the answers of this lead as examples where it is given; nil when it is not known.
    func form(_ id: String, example lead: String?) throws -> LeadForm?
    /// Sets a form's mapping and applies it to the leads that are here, from what Meta sent with them: a column changes only where it
    /// still holds what an earlier mapping had put there. The same again changes nothing more. All of it is one step to undo.
    /// Throws ``StoreError/formUnknown(_:)``.
    func map(form id: String, _ mapping: FormMapping, by user: User.ID, at now: Date) throws -> RemapResult
    /// Gives the result that ``map(form:_:by:at:)`` would have; nothing is written.
    func tryMapping(form id: String, _ mapping: FormMapping, by user: User.ID) throws -> RemapResult
}

/// The effects of applying a form's mapping to the leads that are here.
public struct RemapResult: Hashable, Sendable {
    /// Customers of whom at least one column changed.
    public var changed: Int
    /// The same of deleted rows, which can come back.
    public var changedUnseen: Int
    /// Customers of whom at least one column was left alone, because a person had edited it.
    public var kept: Int
    /// Leads whose answers got other labels, or the form's name.
    public var relabelled: Int
    /// Whether the mapping itself is another now.
    public var isNewMapping: Bool

    public init(changed: Int = 0, changedUnseen: Int = 0, kept: Int = 0, relabelled: Int = 0, isNewMapping: Bool = false) {
        self.changed = changed
        self.changedUnseen = changedUnseen
        self.kept = kept
        self.relabelled = relabelled
        self.isNewMapping = isNewMapping
    }

    /// Whether there is something that undo takes back.
    public var isUndoable: Bool { changed > 0 || changedUnseen > 0 || isNewMapping }

    /// `37 customers changed, 2 kept because they were edited by hand`; `would` for a trial.
    public func sentence(isTrial: Bool = false) -> String {
        let would = isTrial ? "would be " : ""
        var parts = [changed == 0 ? "no customer \(would)changed" : "\(Counted.text(changed, "customer")) \(would)changed"]
        if kept > 0 { parts.append("\(kept) \(would)kept because \(kept == 1 ? "it was" : "they were") edited by hand") }
        if relabelled > 0 { parts.append("the answers of \(Counted.text(relabelled, "lead")) \(would)labelled anew") }
        return parts.joined(separator: ", ")
    }
}
