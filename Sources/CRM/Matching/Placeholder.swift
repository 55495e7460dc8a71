import Foundation

/// The texts that stand in a column because nothing was known: they count as blank.
public enum Placeholder {
    /// True for an empty text, and for what a lead without an answer was given.
    public static func isBlank(_ text: String, in field: CustomerField) -> Bool {
        let bare = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if bare.isEmpty { return true }
        return field.column.placeholder.map { bare.caseInsensitiveCompare($0) == .orderedSame } ?? false
    }
}
