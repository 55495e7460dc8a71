/// The words in which the outcomes of calls are shown and written down: those of ``CallOutcome/title``, or a team's own.
public struct OutcomeWords: Hashable, Sendable {
    public static let standard = OutcomeWords()

    private let own: [CallOutcome.ID: String]

    public init(_ own: [CallOutcome.ID: String] = [:]) {
        self.own = own
    }

    public subscript(_ outcome: CallOutcome.ID) -> String { own[outcome] ?? CallOutcome.of(outcome).title }
}
