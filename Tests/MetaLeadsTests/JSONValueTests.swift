import Base
import CRM
import MetaLeads
import Testing

@Suite("JSON")
struct JSONValueTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONValue.parse(text.utf8) }

    @Test(
        "a number keeps every digit",
        arguments: ["120251304671210738", "123456789012345678901234567890", "-1", "0", "1.50", "1e400", "-0.0E-7"])
    func digits(_ text: String) throws {
        #expect(try parse("[\(text)]").elements == [.number(text)])
        #expect(try parse(text).text == text)
    }

    @Test(
        "strings lose their escapes",
        arguments: [
            (#""a\u003C\u0040\/\"\\\b\f\n\r\t""#, "a<@/\"\\\u{8}\u{C}\n\r\t"),
            (#""\u00e4\u00F6å""#, "äöå"),
            (#""\ud83d\ude00!""#, "😀!"),
            (#""\ud83d""#, "\u{FFFD}"),
            (#""\ud83dx""#, "\u{FFFD}x"),
            (#""\ud83d\u0041""#, "\u{FFFD}A"),
            (#""\ude00\ud83d\ude00""#, "\u{FFFD}😀"),
            (#""""#, ""),
        ])
    func escapes(_ json: String, _ text: String) throws {
        #expect(try parse(json) == .string(text))
    }

    @Test("bytes that are not UTF-8 become the replacement character")
    func invalidUTF8() throws {
        #expect(try JSONValue.parse([0x22, 0x61, 0xFF, 0x62, 0x22] as [UInt8]) == .string("a\u{FFFD}b"))
    }

    @Test("the last of duplicate keys wins, and white space does not matter")
    func duplicates() throws {
        #expect(try parse("\n{ \"a\" : 1 ,\t\"a\":[ ] }\r ") == .object(["a": .array([])]))
    }

    @Test("a byte order mark in front is passed over")
    func byteOrderMark() throws {
        #expect(try JSONValue.parse([0xEF, 0xBB, 0xBF, 0x7B, 0x7D] as [UInt8]) == .object([:]))
    }

    @Test(
        "what is not JSON is refused",
        arguments: [
            "", " ", "{", "}", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "-", "1e", "0x10",
            "NaN", "tru", "truex", "nul", "\"", "\"\\", "\"\\u12", "\"\\u12g4\"", "\"\\x\"", "\"a\nb\"", "1 2", "{} x", "[1 2]",
            "'a'", "\u{FEFF}",
        ])
    func refused(_ text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    /// Under Unicode's rules two texts with the marks in another order are alike; finding that out takes the square of their number.
    private static let marks = "a" + String(repeating: "\u{0301}\u{0323}", count: 130_000)

    @Test(
        "a text of marks in a wrong order costs no more than its length, as key, value, number of its kind or in escapes",
        .timeLimit(.minutes(1)))
    func marks() throws {
        let escaped = "a" + String(repeating: #"\u0301\u0323"#, count: 130_000)
        for text in [Self.marks, escaped] {
            let value = try parse(#"{"x":{"\#(text)":1,"\#(text)b":"\#(text)"},"is":"\#(text)"}"#)
            #expect(value["is"]?.bool == nil && value["is"]?.int == nil)
            #expect(value["is"] == .string(Self.marks) && value["is"] != .string(Self.marks + "b"))
            #expect(value["x"]?[JSONKey(Self.marks)]?.int == 1)
            #expect(Set([value, value]).count == 1)
            #expect(try JSONValue.parse(value.written.utf8) == value)
        }
    }

    @Test("keys are the same when their bytes are, not when they look alike")
    func keys() throws {
        let value = try parse(#"{"\u00e9":1,"e\u0301":2}"#)
        #expect(value["\u{E9}"]?.int == 1)
        #expect(value["e\u{301}"]?.int == 2)
        #expect(value != (try parse(#"{"e\u0301":1,"\u00e9":2}"#)))
    }

    @Test("of a longer text than anybody writes the beginning is read, and no run of marks")
    func bounded() throws {
        #expect(JSONValue.string(Self.marks).text?.unicodeScalars.count == 9)
        let long = String(repeating: "ö", count: 30_000)
        #expect(JSONValue.string(long).text == String(repeating: "ö", count: 20_000))
        #expect(try parse("\"\(long)\"").written == "\"\(long)\"")
    }

    @Test("64 levels are read, 65 are refused, and a million do no harm")
    func depth() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        #expect(throws: Never.self) { try parse(nested(64)) }
        #expect { try parse(nested(65)) } throws: { ($0 as? JSONError)?.reason == .tooDeep }
        #expect(throws: JSONError.self) { try parse(String(repeating: "{\"a\":", count: 1_000_000)) }
    }

    @Test("truth comes in many shapes")
    func truth() throws {
        for yes in ["true", "1", "\"1\"", "\"true\"", "\"TRUE\""] { #expect(try parse(yes).bool == true, "\(yes)") }
        for no in ["false", "0", "\"0\"", "\"false\""] { #expect(try parse(no).bool == false, "\(no)") }
        for neither in ["null", "2", "\"\"", "[]", "\"yes\""] { #expect(try parse(neither).bool == nil, "\(neither)") }
    }

    @Test("whole numbers come as numbers and as text")
    func integers() throws {
        #expect(try parse("190").int == 190)
        #expect(try parse("\"190\"").int == 190)
        #expect(try parse("190.0").int == 190)
        for none in ["1.5", "1e400", "\"nan\"", "\"x\"", "null", "123456789012345678901234567890"] {
            #expect(try parse(none).int == nil, "\(none)")
        }
    }

    @Test("any bytes give a value or an error, never a crash")
    func anyBytes() throws {
        var random = SeededGenerator(seed: 1)
        let sample = Array(#"{"a":[1,-2.5e3,"x\u00e4\ud83d\ude00",true,null,{"b":{}}],"c":"\\"}"#.utf8)
        var values = 0
        for _ in 0..<20_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes[place] = .random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place...)
                default: bytes.insert(bytes[bytes.count - 1 - place], at: place)
                }
                if bytes.isEmpty { break }
            }
            do throws(JSONError) {
                _ = try JSONValue.parse(bytes)
                values += 1
            } catch {
                #expect((0...bytes.count).contains(error.offset))
            }
        }
        #expect(values > 4_000 && values < 20_000)
    }
}
