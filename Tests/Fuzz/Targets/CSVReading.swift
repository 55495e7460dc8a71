/// A reader of RFC 4180, strict and written apart from the product: what a spreadsheet program would make of an export.
enum CSVReading {
    /// The records with their cells as bytes; nil where a quote stands in a bare cell, or anything but a comma or a line end
    /// follows a quoted one.
    static func records(_ bytes: [UInt8]) -> [[[UInt8]]]? {
        var records: [[[UInt8]]] = []
        var record: [[UInt8]] = []
        var at = 0
        while at < bytes.count {
            guard let (cell, end) = cell(bytes, at) else { return nil }
            record.append(cell)
            at = end
            if at < bytes.count, bytes[at] == UInt8(ascii: ",") {
                at += 1
            } else if bytes[at...].starts(with: [0x0D, 0x0A]) {
                records.append(record)
                record = []
                at += 2
            } else {
                return nil
            }
        }
        return record.isEmpty ? records : nil
    }

    private static func cell(_ bytes: [UInt8], _ start: Int) -> (cell: [UInt8], end: Int)? {
        var cell: [UInt8] = []
        var at = start
        guard bytes[at] == UInt8(ascii: "\"") else {
            while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != 0x0D, bytes[at] != 0x0A {
                if bytes[at] == UInt8(ascii: "\"") { return nil }
                cell.append(bytes[at])
                at += 1
            }
            return (cell, at)
        }
        at += 1
        while at < bytes.count {
            if bytes[at] != UInt8(ascii: "\"") {
                cell.append(bytes[at])
                at += 1
            } else if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") {
                cell.append(bytes[at])
                at += 2
            } else {
                return (cell, at + 1)
            }
        }
        return nil
    }
}
