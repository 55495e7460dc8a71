import Base
import CRM

/// The store's answers about marked rows.
public struct MarksAction: Sendable {
    enum Kind: Sendable {
        /// The rows of a list that are to be marked are known.
        case all(MarkedList, number: Int, Marks)
        /// Some of the marked are not in the list any more; of those that are, `shown` are among the rows that it shows.
        case checked(MarkedList, gone: [Customer.ID], shown: Int)
        case targets([MoveTarget])
        case progress(Int, BulkBatch)
        case ended(Int, BulkEnd)
    }

    let kind: Kind

    init(_ kind: Kind) { self.kind = kind }
}

/// The requests to the store about marked rows.
public struct MarksEffect: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case readAll(MarkedList, number: Int, SheetQuery)
        /// The same of a group of the call list, or of all.
        case readCalls(number: Int, CallGroup?)
        /// The same of rows that were marked before. `scope` has all rows of the user.
        case readAgain(MarkedList, number: Int, Marks, scope: SheetQuery)
        /// Which of the marks still stand. `scope` has all rows of the list, `query` those that it shows.
        case check(MarkedList, Marks, scope: SheetQuery, query: SheetQuery)
        case loadTargets
        /// Begins to call through marked rows, in the order of their list.
        case worklist(Marks, SheetQuery)
        /// The first portion, in the order of all writes.
        case begin(BulkJob)
        /// The others, which no other write waits for.
        case goOn(BulkJob)
    }

    let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    /// The number of the question which rows are to be marked; nil of other questions.
    var reading: Int? {
        switch kind {
        case .readAll(_, let number, _), .readCalls(let number, _), .readAgain(_, let number, _, _): number
        case .check, .loadTargets, .worklist, .begin, .goOn: nil
        }
    }
}

/// How these effects are carried out.
extension MarksEffect {
    /// The marked rows among which those to be called are looked for.
    private static let mostLooked = 5000

    func work(_ services: DeskServices) -> EffectWork {
        let (store, user) = (services.store, services.user)
        switch kind {
        case .readAll(let list, let number, let query):
            return .background(pace: "marks") { .marks(MarksAction(.all(list, number: number, Marks(try store.marks(query))))) }
        case .readCalls(let number, let group):
            return .background(pace: "marks") {
                let moment = services.callMoment
                return .marks(MarksAction(.all(.calls, number: number, Marks(try store.callMarks(group, of: user.id, at: moment)))))
            }
        case .readAgain(let list, let number, let marks, let scope):
            return .background(pace: "marks") {
                let ids = marks.ids
                let standing = try store.marks(scope, among: ids)
                var again = Marks(standing)
                again.remove(marks.strayed(from: standing, among: ids))
                return .marks(MarksAction(.all(list, number: number, again)))
            }
        case .check(let list, let marks, let scope, let query):
            return .background(pace: "marks") {
                let ids = marks.ids
                let standing = try store.marks(scope, among: ids)
                let gone = marks.strayed(from: standing, among: ids)
                let shown = query == scope ? standing.count : try store.marks(query, among: ids).count
                return .marks(MarksAction(.checked(list, gone: gone, shown: shown)))
            }
        case .loadTargets: return .read { .marks(MarksAction(.targets(try store.moveTargets(besides: user.id)))) }
        case .worklist(let marks, let query):
            return .read {
                // Many of them may have been called before.
                let rows = try store.rows(query, among: marks.ids, limit: Self.mostLooked)
                return .calls(CallsEffect.worklist(Marks.loopName, rows, isCut: false, services))
            }
        case .begin(let job): return .write { job.write(services, from: BulkBatch(), portions: 1) { _ in } }
        case .goOn(let job):
            return .portions { tell in
                job.write(services, from: job.batch, portions: .max) { batch in
                    tell(.marks(MarksAction(.progress(job.id, batch))))
                }
            }
        }
    }
}

extension Marks {
    /// As the title of a card names the list that is called through.
    static let loopName = "Marked"
}

extension BulkJob {
    /// Writes portions behind those that were written already, and pauses between them so that others can write.
    fileprivate func write(_ services: DeskServices, from start: BulkBatch, portions: Int, tell: (BulkBatch) -> Void) -> DeskAction {
        var batch = start
        let marks = self.marks.all
        var pauses = WriteYield()
        var written = 0
        func end(_ error: StoreError?) -> DeskAction {
            let left = Marks(batch.changed + (error == nil ? [] : marks.dropFirst(batch.seen)))
            return .marks(MarksAction(.ended(id, BulkEnd(batch: batch, left: left, error: error))))
        }
        while batch.seen < marks.count {
            guard written < portions else { return .marks(MarksAction(.progress(id, batch))) }
            let portion = marks.dropFirst(batch.seen).prefix(BulkJob.portion)
            do {
                batch = try services.store.changePortion(
                    change, of: portion, batch: batch.seen == 0 ? nil : batch, by: services.user.id, at: services.clock())
            } catch let error as StoreError {
                return end(error)
            } catch {
                return end(.cannotWrite(reason: "\(error)"))
            }
            written += 1
            tell(batch)
            pauses.rest()
        }
        return end(nil)
    }
}

extension Desk {
    static func marks(_ action: MarksAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action.kind {
        case .all(let list, let number, let marks): return allRead(list, number, marks, &state)
        case .checked(let list, let gone, let shown):
            marksChecked(list, gone, shown: shown, &state)
            return []
        case .targets(let targets):
            state.marked.colleagues = targets
            return []
        case .progress(let id, let batch): return bulkWent(id, batch, &state)
        case .ended(let id, let end): return bulkEnded(id, end, &state)
        }
    }
}
