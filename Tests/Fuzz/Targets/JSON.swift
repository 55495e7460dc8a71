import Base
import CRM
import MetaLeads

/// The reader of JSON and both writers: the input is a text that may be JSON.
enum JSON {
    static func check(_ bytes: [UInt8]) throws(BrokenPromise) {
        let value: JSONValue
        do {
            value = try JSONValue.parse(bytes)
        } catch {
            return try BrokenPromise.unless((0...bytes.count).contains(error.offset), "The fault is said to be at byte \(error.offset)")
        }
        let written = value.written
        try BrokenPromise.unless((try? JSONValue.parse(written.utf8)) == value, "A value written and read is another")
        try check(text(of: value), value)
        _ = (value.int, value.bool, value.text)
    }

    /// The product's other writer, whose text may go to a terminal as well.
    private static func check(_ text: JSONText, _ value: JSONValue) throws(BrokenPromise) {
        let line = text.line
        try BrokenPromise.unless(Harmless.holds(line), "JSON for people holds what a terminal obeys")
        let read = try? JSONValue.parse(line.utf8)
        try BrokenPromise.unless(read.map { JSON.text(of: $0) } == text, "A line of JSON reads as another value")
    }

    /// Numbers as text, since the product writes none but whole ones.
    private static func text(of value: JSONValue) -> JSONText {
        switch value {
        case .null: .null
        case .bool(let bool): .bool(bool)
        case .number(let digits): .string(digits)
        case .string(let string): .string(string)
        case .array(let elements): .array(elements.map(text))
        case .object(let members): .object(members.sorted { $0.key < $1.key }.map { .init($0.key.text, text(of: $0.value)) })
        }
    }

    /// The export of one customer, twice, holds its columns as they are.
    static func check(export: String, of customer: Customer) throws(BrokenPromise) {
        try BrokenPromise.unless(Harmless.holds(export, allowing: ["\n"]), "An export holds what a terminal obeys")
        guard let rows = (try? JSONValue.parse(export.utf8))?.elements, rows.count == 2 else {
            throw BrokenPromise(description: "An export is no JSON of two rows")
        }
        for field in CustomerField.allCases where field != .nextCallDate {
            let isSame = rows.allSatisfy { same($0[JSONKey(field.rawValue)]?.text ?? "", customer[field: field]) }
            try BrokenPromise.unless(isSame, "The export has another \(field.rawValue)")
        }
    }
}
