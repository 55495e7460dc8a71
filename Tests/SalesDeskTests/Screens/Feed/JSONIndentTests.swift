import Testing

@testable import SalesDesk

@Suite("JSON laid out for reading")
struct JSONIndentTests {
    @Test("each member and element has a line, further in for each level")
    func lines() {
        #expect(
            JSONIndent.lines(#"{"a":[1,{"b":"x, {y}: \"z\""}],"c":{}}"#) == [
                "{", #"  "a": ["#, "    1,", "    {", #"      "b": "x, {y}: \"z\"""#, "    }", "  ],", #"  "c": {"#, "  }", "}",
            ])
    }

    @Test(
        "what is no JSON keeps its characters",
        arguments: ["", "plain", "}}}]", #"{"open": "never"#, "\u{1F469}\u{200D}\u{1F4BC}[", "[[[[[[[[[[[[[[[[[[[[[[[[[[[["])
    func anything(text: String) {
        func bare(_ text: String) -> [UInt8] { text.utf8.filter { $0 != 0x20 } }
        #expect(bare(JSONIndent.lines(text).joined()) == bare(text))
    }
}
