import Foundation

/// The names of form fields, made comparable.
enum FieldName {
    /// Lower case; accents of Latin, Greek and Cyrillic letters dropped; full-width letters made plain; spaces,
    /// hyphens and underscores alike; other punctuation dropped.
    static func normal(_ name: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in name.decomposedStringWithCompatibilityMapping.lowercased()
            .decomposedStringWithCompatibilityMapping.unicodeScalars
        {
            switch scalar.value {
            case 0x300...0x36F: continue
            // The Turkish dotless i: lower-casing "ADI" gives "adi". The others have no mark to drop, and keys are written without theirs.
            case 0x131: result.append("i")
            case 0x111: result.append("d")
            case 0x142: result.append("l")
            case 0xF8: result.append("o")
            case 0xDF: result.append(contentsOf: "ss".unicodeScalars)
            default:
                switch scalar.properties.generalCategory {
                case .spaceSeparator, .control, .dashPunctuation, .connectorPunctuation, .lineSeparator:
                    if let last = result.last, last != "_" { result.append("_") }
                case .otherPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
                    .format:
                    continue
                default: result.append(scalar)
                }
            }
        }
        while result.last == "_" { result.removeLast() }
        return String(result)
    }
}
