/// The look of a simulated lead.
public enum LeadKind: Sendable, Hashable, CaseIterable {
    /// A plausible person on a form in one of several languages.
    case ordinary
    /// A person on a form whose keys are translated: German, Spanish, Portuguese, French, Japanese, Arabic.
    case translated
    /// Made with Meta's Lead Ads Testing Tool: dummy answers, no ad.
    case test
    /// Answers that would harm a careless reader: terminal escapes, bidi controls, formulas, very long text, emoji.
    case hostile
    /// Some optional questions skipped: answers without `values`, or with empty ones.
    case skippedAnswers
}
