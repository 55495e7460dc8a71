import Base

/// The skeleton of a delivery, read in one pass so that each change keeps its own bytes.
///
/// Anybody can post one, so only what is asked for is kept: short keys, short words, ids of a length that ids may have. The rest is
/// passed over, and the reading stops where there is more than a delivery may hold.
struct WebhookEnvelope {
    struct Change {
        var isObject = false
        /// Empty when it is missing or longer than any name of a field.
        var field = ""
        var value: Value?
        var raw: [UInt8] = []
    }

    /// The value of a change, as far as a lead's is asked for. Ids are as they came, within their length.
    struct Value {
        var leadgenID: String?
        var pageID: String?
        var formID: String?
        var adID: String?
        var adgroupID: String?
        var createdTime: String?
    }

    struct Entry {
        var isObject = true
        var raw: [UInt8]?
        var id = ""
        var time: Int64?
        var changes: [Change] = []
        /// Sent in place of changes when the subscription has "Include Values" off.
        var changedFields: [String] = []
        /// Lists of other products in the entry, such as `messaging`.
        var otherFields: [String] = []
    }

    /// In bytes. Meta's own keys and fields have fewer than 40.
    private static let longestWord = 64
    /// In bytes. Meta's own ids have at most 18 digits.
    private static let longestID = 256

    private(set) var object: String?
    /// nil when the key is missing or holds no array.
    private(set) var entries: [Entry]?
    /// A change without an envelope.
    private(set) var sample: Change?
    /// The number of changes that have been read.
    private var count = 0

    /// Reads one value; anything but an object leaves everything empty. Throws ``JSONError/Reason/tooMuch`` when there are more changes
    /// than one delivery may have.
    init(_ reader: inout JSONReader) throws(JSONError) {
        guard try reader.peek() == UInt8(ascii: "{") else {
            try reader.skip()
            return
        }
        let start = reader.position
        var bare = Change(isObject: true)
        var hasField = false
        var hasValue = false
        try Self.members(&reader) { (key, reader) throws(JSONError) in
            switch key {
            case "object": object = try reader.text(longest: Self.longestWord).flatMap { $0.isEmpty ? nil : $0 }
            case "entry": entries = try readEntries(&reader)
            case "sample": sample = try Self.change(&reader)
            case "field":
                bare.field = try reader.text(longest: Self.longestWord) ?? ""
                hasField = true
            case "value":
                bare.value = try Self.value(&reader)
                hasValue = true
            default: try reader.skip()
            }
        }
        if hasField, hasValue {
            bare.raw = Array(reader.bytes[start..<reader.position])
            sample = bare
        } else if sample?.isObject == false {
            sample = nil
        }
    }

    private mutating func readEntries(_ reader: inout JSONReader) throws(JSONError) -> [Entry]? {
        guard try reader.peek() == UInt8(ascii: "[") else {
            try reader.skip()
            return nil
        }
        var entries: [Entry] = []
        try reader.array { (reader) throws(JSONError) in
            let before = count
            entries.append(try readEntry(&reader))
            // One without changes costs as much as one with a change.
            if count == before { try count(1, reader) }
        }
        return entries
    }

    private mutating func readEntry(_ reader: inout JSONReader) throws(JSONError) -> Entry {
        guard try reader.peek() == UInt8(ascii: "{") else {
            return Entry(isObject: false, raw: try Self.change(&reader).raw)
        }
        var entry = Entry()
        try Self.members(&reader) { (key, reader) throws(JSONError) in
            switch key {
            case "id": entry.id = WebhookParser.idText(try reader.text(longest: Self.longestID)) ?? ""
            case "time": entry.time = try Self.number(&reader)
            case "changes": entry.changes = try readChanges(&reader)
            case "changed_fields": entry.changedFields = try readFields(&reader)
            case "messaging", "standby":
                try reader.skip()
                guard !entry.otherFields.contains(key.text) else { return }
                try count(1, reader)
                entry.otherFields.append(key.text)
            default: try reader.skip()
            }
        }
        return entry
    }

    /// The elements of `changes`; something else in its place counts as one bad change.
    private mutating func readChanges(_ reader: inout JSONReader) throws(JSONError) -> [Change] {
        guard try reader.peek() == UInt8(ascii: "[") else {
            try count(1, reader)
            return [try Self.change(&reader)]
        }
        var changes: [Change] = []
        try reader.array { (reader) throws(JSONError) in
            try count(1, reader)
            changes.append(try Self.change(&reader))
        }
        return changes
    }

    private mutating func readFields(_ reader: inout JSONReader) throws(JSONError) -> [String] {
        guard try reader.peek() == UInt8(ascii: "[") else {
            try reader.skip()
            return []
        }
        var fields: [String] = []
        try reader.array { (reader) throws(JSONError) in
            try count(1, reader)
            if let field = try reader.text(longest: Self.longestWord) { fields.append(field) }
        }
        return fields
    }

    private mutating func count(_ more: Int, _ reader: JSONReader) throws(JSONError) {
        count += more
        if count > WebhookParser.mostChanges { throw reader.failure(.tooMuch) }
    }

    private static func change(_ reader: inout JSONReader) throws(JSONError) -> Change {
        var change = Change(isObject: try reader.peek() == UInt8(ascii: "{"))
        let start = reader.position
        if change.isObject {
            try members(&reader) { (key, reader) throws(JSONError) in
                switch key {
                case "field": change.field = try reader.text(longest: longestWord) ?? ""
                case "value": change.value = try value(&reader)
                default: try reader.skip()
                }
            }
        } else {
            try reader.skip()
        }
        change.raw = Array(reader.bytes[start..<reader.position])
        return change
    }

    /// Nil for anything but an object.
    private static func value(_ reader: inout JSONReader) throws(JSONError) -> Value? {
        guard try reader.peek() == UInt8(ascii: "{") else {
            try reader.skip()
            return nil
        }
        var value = Value()
        try members(&reader) { (key, reader) throws(JSONError) in
            switch key {
            case "leadgen_id": value.leadgenID = try reader.text(longest: longestID)
            case "page_id": value.pageID = try reader.text(longest: longestID)
            case "form_id": value.formID = try reader.text(longest: longestID)
            case "ad_id": value.adID = try reader.text(longest: longestID)
            case "adgroup_id": value.adgroupID = try reader.text(longest: longestID)
            case "created_time": value.createdTime = try reader.text(longest: longestWord)
            default: try reader.skip()
            }
        }
        return value
    }

    private static func number(_ reader: inout JSONReader) throws(JSONError) -> Int64? {
        try reader.text(longest: longestWord).flatMap { JSONValue.string($0).int }.flatMap { Int64(exactly: $0) }
    }

    private static func members(
        _ reader: inout JSONReader, _ member: (JSONKey, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        try reader.object(longestKey: longestWord, member)
    }
}
