/// The skeleton of a delivery, read in one pass so that each change keeps its own bytes.
struct WebhookEnvelope {
    struct Part {
        let value: JSONValue
        let raw: [UInt8]
    }

    struct Entry {
        var isObject = true
        var raw: [UInt8]?
        var id = ""
        var time: Int64?
        var changes: [Part] = []
        /// Sent in place of changes when the subscription has "Include Values" off.
        var changedFields: [String] = []
        /// Lists of other products in the entry, such as `messaging`.
        var otherFields: [String] = []
    }

    private(set) var object: String?
    /// nil when the key is missing or holds no array.
    private(set) var entries: [Entry]?
    /// A change without an envelope.
    private(set) var sample: Part?

    /// Reads one value; anything but an object leaves everything empty.
    init(_ reader: inout JSONReader) throws(JSONError) {
        guard try reader.peek() == UInt8(ascii: "{") else {
            _ = try reader.value()
            return
        }
        let start = reader.position
        var object: String?
        var entries: [Entry]?
        var sample: Part?
        var bare: [String: JSONValue] = [:]
        try reader.object { (key, reader) throws(JSONError) in
            switch key {
            case "object": object = try reader.value().text
            case "entry": entries = try Self.entries(&reader)
            case "sample": sample = try Self.part(&reader)
            case "field", "value": bare[key] = try reader.value()
            default: _ = try reader.value()
            }
        }
        self.object = object.flatMap { $0.isEmpty ? nil : $0 }
        self.entries = entries
        if bare.count == 2 {
            self.sample = Part(value: .object(bare), raw: Array(reader.bytes[start..<reader.position]))
        } else if let sample, case .object = sample.value {
            self.sample = sample
        }
    }

    private static func entries(_ reader: inout JSONReader) throws(JSONError) -> [Entry]? {
        guard try reader.peek() == UInt8(ascii: "[") else {
            _ = try reader.value()
            return nil
        }
        var entries: [Entry] = []
        try reader.array { (reader) throws(JSONError) in entries.append(try entry(&reader)) }
        return entries
    }

    private static func entry(_ reader: inout JSONReader) throws(JSONError) -> Entry {
        guard try reader.peek() == UInt8(ascii: "{") else {
            return Entry(isObject: false, raw: try part(&reader).raw)
        }
        var entry = Entry()
        try reader.object { (key, reader) throws(JSONError) in
            switch key {
            case "id": entry.id = WebhookParser.idText(try reader.value()) ?? ""
            case "time": entry.time = try reader.value().int.flatMap { Int64(exactly: $0) }
            case "changes": entry.changes = try parts(&reader)
            case "changed_fields": entry.changedFields = try reader.value().elements?.compactMap(\.text) ?? []
            case "messaging", "standby":
                _ = try reader.value()
                if !entry.otherFields.contains(key) { entry.otherFields.append(key) }
            default: _ = try reader.value()
            }
        }
        return entry
    }

    /// The elements of `changes`; something else in its place counts as one bad change.
    private static func parts(_ reader: inout JSONReader) throws(JSONError) -> [Part] {
        guard try reader.peek() == UInt8(ascii: "[") else { return [try part(&reader)] }
        var parts: [Part] = []
        try reader.array { (reader) throws(JSONError) in parts.append(try part(&reader)) }
        return parts
    }

    private static func part(_ reader: inout JSONReader) throws(JSONError) -> Part {
        _ = try reader.peek()
        let start = reader.position
        let value = try reader.value()
        return Part(value: value, raw: Array(reader.bytes[start..<reader.position]))
    }
}
