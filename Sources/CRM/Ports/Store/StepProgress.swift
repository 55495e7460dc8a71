/// A step of many customers that is on its way back, or on its way to be done again, and how far it has come. Its customers go in portions,
/// each in a transaction of its own; a step that nobody carries on, as after a kill, is carried to its end by the next start, or by the
/// next undo.
public struct StepProgress: Hashable, Sendable, Identifiable {
    public let id: Int64
    /// False: it is done again.
    public let isUndo: Bool
    /// The customers that there were when it began, or was taken up again.
    public let all: Int
    /// Those of them that were come to.
    public var done = 0
    /// Those that stay as they are, because somebody changed them since.
    public var kept = 0
    /// The last imported row that was come to; nil when there is none behind it.
    public var lastRow: Customer.ID? = 0
    /// The last part of the step that was come to.
    public var lastPart: Int64 = 0

    public init(id: Int64, isUndo: Bool, all: Int) {
        self.id = id
        self.isUndo = isUndo
        self.all = all
    }
}

/// The answer to an undo or a redo.
public enum StepTurn: Hashable, Sendable {
    /// It is done; nil when there was nothing to do.
    case whole(AppliedChange?)
    /// Its customers are still to be gone through: ``SheetStoring/goOn(_:at:)``.
    case underWay(StepProgress)
}
