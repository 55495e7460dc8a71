/// Links that open another program with a number, an address and a text. All that is not a letter, a digit or one of `-._~` is percent-encoded,
/// so that no text can add a part of its own.
public enum MessageLink {
    /// `https://wa.me/393471234567?text=…`, the form of WhatsApp's own help pages. The person still presses Send.
    public static func whatsapp(_ number: PhoneNumber, text: String = "") -> String {
        "https://wa.me/\(digits(number))" + (text.isEmpty ? "" : "?text=\(encoded(MessageText.clean(text)))")
    }

    /// RFC 5724.
    public static func sms(_ number: PhoneNumber, text: String = "") -> String {
        "sms:+\(digits(number))" + (text.isEmpty ? "" : "?body=\(encoded(MessageText.clean(text)))")
    }

    /// RFC 3966.
    public static func call(_ number: PhoneNumber) -> String {
        "tel:+\(digits(number))" + (number.extensionDigits.map { ";ext=\($0)" } ?? "")
    }

    /// RFC 6068; nil where the text of the column is no address.
    public static func email(_ address: String, subject: String = "", text: String = "") -> String? {
        guard let key = EmailKey.of(MessageText.line(address)) else { return nil }
        var fields: [String] = []
        if !subject.isEmpty { fields.append("subject=\(encoded(MessageText.line(subject)))") }
        if !text.isEmpty { fields.append("body=\(encoded(MessageText.clean(text).replacing("\n", with: "\r\n")))") }
        let to = key.split(separator: "@", omittingEmptySubsequences: false).map { encoded(String($0)) }.joined(separator: "@")
        return "mailto:\(to)" + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&"))
    }

    private static func digits(_ number: PhoneNumber) -> String { String(number.e164.filter { ("0"..."9").contains($0) }) }

    /// Percent-encoded UTF-8: only the unreserved characters of RFC 3986 stay.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let isUnreserved =
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
                default: false
                }
            if isUnreserved {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
