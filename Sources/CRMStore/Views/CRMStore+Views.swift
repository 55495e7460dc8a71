import Base
import CRM
import Foundation

/// Saved views: each change keeps the user's whole list on both sides, which is short, so that undo brings back exactly what was there.
extension CRMStore: ViewStoring {
    public func views(of user: User.ID) throws -> [SavedView] { try read { try views($0, of: user) } }

    private func views(_ db: any Session, of user: User.ID) throws -> [SavedView] {
        try db.rows(ViewSQL.list, [user]).map { SavedView(id: $0[0], name: $0[1], query: $0[2]) }
    }

    /// Gives a new user the views that all begin with.
    func addBuiltInViews(_ db: any Session, of user: User.ID) throws {
        for (index, view) in SavedView.builtIn.enumerated() { try db.run(ViewSQL.add, [user, index, view.name, view.query]) }
    }

    func saveView(_ db: any Session, _ view: SavedView, seen: SavedView?, by user: User.ID) throws -> ChangeRecord? {
        let name = FieldRules.withoutNUL(view.name).withoutOuterBlanks
        let query = FieldRules.withoutNUL(view.query).withoutOuterBlanks
        if let fault = SavedView.fault(ofName: name) { throw StoreError.invalid(fault) }
        guard !query.isEmpty, BoundedText.fits(query, characters: SavedView.longestQuery) else {
            throw StoreError.invalid("A view needs a search of at most \(SavedView.longestQuery) characters.")
        }
        let before = try views(db, of: user)
        // One whose name stays may have a twin from before capitals alone made no other name.
        let isNew = before.first { $0.id == view.id }?.name != name
        if isNew, let other = before.first(where: { $0.name.isSameName(as: name) && $0.id != view.id }) {
            throw StoreError.viewNameTaken(ChangeSummary.short(other.name))
        }
        var after = before
        let sentence: String
        if view.id == 0 {
            guard before.count < SavedView.most else {
                throw StoreError.invalid("There are \(SavedView.most) views, and no more can be kept. Delete one first.")
            }
            // Its number is given to it for good, so that it can be done again after it was undone.
            let id = try db.insert(ViewSQL.add, [user, before.count, name, query])
            after.append(SavedView(id: id, name: name, query: query))
            sentence = "saved view \(ChangeSummary.short(name))"
        } else {
            let index = try index(of: view.id, in: before)
            if before[index].name == name, before[index].query == query { return nil }
            if let seen, before[index].name != seen.name { throw StoreError.renamedMeanwhile("view", before[index].name) }
            if let seen, before[index].query != seen.query {
                throw StoreError.invalid(
                    "The view's search was changed meanwhile to \(ChangeSummary.short(before[index].query)), so nothing was written. Change it again if you like."
                )
            }
            sentence =
                before[index].name == name
                ? "view \(ChangeSummary.short(name)): \(ChangeSummary.short(query))"
                : "renamed view \(ChangeSummary.short(before[index].name)) to \(ChangeSummary.short(name))"
            after[index].name = name
            after[index].query = query
        }
        return try step(db, from: before, to: after, sentence, of: user)
    }

    func deleteView(_ db: any Session, _ id: SavedView.ID, by user: User.ID) throws -> ChangeRecord {
        let before = try views(db, of: user)
        let index = try index(of: id, in: before)
        var after = before
        after.remove(at: index)
        return try step(db, from: before, to: after, "deleted view \(ChangeSummary.short(before[index].name))", of: user)
    }

    func moveView(_ db: any Session, _ id: SavedView.ID, to place: Int, by user: User.ID) throws -> ChangeRecord? {
        let before = try views(db, of: user)
        let index = try index(of: id, in: before)
        var after = before
        let view = after.remove(at: index)
        after.insert(view, at: min(max(0, place), after.count))
        if after == before { return nil }
        return try step(db, from: before, to: after, "moved view \(ChangeSummary.short(view.name))", of: user)
    }

    /// Goes from one list of views to the other, where nobody has changed them since.
    func revertViews(_ db: any Session, from: ChangeRecord.Side, to: ChangeRecord.Side) throws {
        guard let user = to.viewsOf, let expected = from.views, let wanted = to.views else { return }
        guard try views(db, of: user).map(ChangeRecord.StoredView.init) == expected else {
            throw StoreError.invalid("The views were changed meanwhile, so they were left as they are.")
        }
        try put(db, wanted.map(\.view), of: user)
    }

    private func index(of id: SavedView.ID, in views: [SavedView]) throws(StoreError) -> Int {
        guard let index = views.firstIndex(where: { $0.id == id }) else {
            throw .invalid("This view was deleted meanwhile, so nothing was written.")
        }
        return index
    }

    private func step(
        _ db: any Session, from before: [SavedView], to after: [SavedView], _ sentence: String, of user: User.ID
    ) throws -> ChangeRecord {
        try put(db, after, of: user)
        var step = ChangeRecord(action: .editViews, kind: .edited, text: sentence, sentence: sentence)
        (step.before.viewsOf, step.after.viewsOf) = (user, user)
        step.before.views = before.map(ChangeRecord.StoredView.init)
        step.after.views = after.map(ChangeRecord.StoredView.init)
        return step
    }

    private func put(_ db: any Session, _ views: [SavedView], of user: User.ID) throws {
        try db.run(ViewSQL.removeAll, [user])
        for (index, view) in views.enumerated() { try db.run(ViewSQL.put, [view.id, user, index, view.name, view.query]) }
    }
}
