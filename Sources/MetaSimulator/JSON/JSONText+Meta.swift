import Base

extension JSONText {
    static func number(_ value: Int) -> JSONText { .number(Int64(value)) }

    /// The value as Meta writes it, which is ASCII alone.
    var bytes: [UInt8] { Array(line(escapes: .asMeta).utf8) }
}
