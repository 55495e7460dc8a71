import Base
import CRM
import Foundation

/// The rules for the content of a column, and for bringing text into the form that is stored.
struct FieldRules: Sendable {
    let statuses: StatusCatalogue

    static let longest = 10_000

    /// The status of a new customer.
    var firstStatus: Status.ID {
        statuses.beginning
    }

    /// The stored form of what a person entered, or an error with the sentence that says what is wrong.
    func stored(_ field: CustomerField, _ text: String) throws(StoreError) -> String {
        let clean = try FieldRules.text(text, what: "The \(field.title)")
        switch field.column.input {
        case .lines:
            return clean
        case .status:
            let id = clean.trimmingCharacters(in: .whitespacesAndNewlines)
            guard statuses.statuses.contains(where: { $0.id == id }) else {
                let known = statuses.statuses.map(\.id).joined(separator: ", ")
                throw .invalid("\"\(id)\" is not a status. The statuses are: \(known).")
            }
            return id
        case .nextCall:
            let trimmed = clean.trimmingCharacters(in: .whitespacesAndNewlines)
            if trimmed.isEmpty { return "" }
            guard let call = NextCall(trimmed) else {
                throw .invalid("\"\(trimmed)\" is not a next call. Write a day as 2026-03-31, with a time as 2026-03-31 09:30.")
            }
            return call.description
        case .line:
            // A cell of a spreadsheet program may have several lines.
            return clean.writtenLines.joined(separator: " ")
        }
    }

    /// Text of bounded length without NUL characters, at which SQLite would end it.
    static func text(_ text: String, what: @autoclosure () -> String) throws(StoreError) -> String {
        let clean = BoundedText.cut(withoutNUL(text), bytes: .max)
        guard BoundedText.fits(clean, characters: longest) else {
            throw .invalid("\(what()) is too long: \(clean.count) characters, and \(longest) at most can be kept. Shorten it.")
        }
        return clean
    }

    static func withoutNUL(_ text: String) -> String {
        text.utf8.contains(0) ? text.replacingOccurrences(of: "\0", with: "") : text
    }

    /// The text that a form brought: never refused, only cut to the length that is kept.
    static func fromMeta(_ text: String?) -> String? {
        guard let text else { return nil }
        let bounded = BoundedText.cut(withoutNUL(text), characters: longest)
        let clean = bounded.trimmingCharacters(in: .whitespacesAndNewlines)
        return clean.isEmpty ? nil : clean
    }

    static func spreadsheetName(_ name: String) throws(StoreError) -> String {
        let clean = name.trimmingCharacters(in: .whitespacesAndNewlines)
        if let fault = Spreadsheet.fault(ofName: clean) { throw .invalid(fault) }
        return clean
    }

    static func userName(_ name: String) throws(StoreError) -> String {
        let clean = name.trimmingCharacters(in: .whitespaces)
        guard (1...64).contains(clean.unicodeScalars.count), isPrintable(clean), !clean.unicodeScalars.contains(where: turns),
            // A command would take it for an option.
            !clean.hasPrefix("-")
        else {
            throw .userNameInvalid(name)
        }
        return clean
    }

    /// Marks that turn the direction of what follows make another name look the same, and a command that names it cannot be copied.
    private static func turns(_ scalar: Unicode.Scalar) -> Bool {
        ("\u{202A}"..."\u{202E}").contains(scalar) || ("\u{2066}"..."\u{2069}").contains(scalar)
    }

    static func check(_ country: Country?) throws(StoreError) {
        guard let country, !country.isKnown else { return }
        throw .countryUnknown(country.code)
    }

    static func pageID(_ id: String) throws(StoreError) -> String {
        let clean = id.trimmingCharacters(in: .whitespacesAndNewlines)
        let isWell = clean.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isWell, (1...64).contains(clean.utf8.count) else { throw .pageIDInvalid(id) }
        return clean
    }

    private static func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
