import Foundation

/// What stands in a column because nothing was known: it counts as blank.
public enum Placeholder {
    /// True for an empty text, and for what a lead without an answer was given.
    public static func isBlank(_ text: String, in field: CustomerField) -> Bool {
        let bare = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if bare.isEmpty { return true }
        let stand: String? =
            switch field {
            case .customerName: "Meta Lead"
            case .companyName: "Meta Ads"
            case .phoneNumber, .email: "N/A"
            case .remark, .status, .nextCallDate: nil
            }
        return stand.map { bare.caseInsensitiveCompare($0) == .orderedSame } ?? false
    }

    /// True for the remark that every lead is given: `Meta Lead ID: 769224190664558`.
    public static func isLeadRemark(_ remark: String) -> Bool {
        remark.wholeMatch(of: /Meta Lead ID: \S*/) != nil
    }
}
