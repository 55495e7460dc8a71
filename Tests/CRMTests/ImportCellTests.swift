import Testing

@testable import CRM

@Suite("cells that went through a spreadsheet program") struct ImportCellTests {
    @Test(
        "digits that are all there are read, and those that are lost are known as lost",
        arguments: [
            ("447911123456.0", .readable("447911123456")), ("447911123456,00", .readable("447911123456")), ("4.47911E+11", .destroyed),
            ("4,47911E+11", .destroyed),
            ("4.47911123456E+11", .readable("447911123456")), ("4e11", .destroyed), ("+39 347 123", nil), ("030.123456", nil),
            ("0791112345", nil), ("", nil),
            ("1234567.89", nil),
        ] as [(String, ImportCell.Digits?)])
    func digits(text: String, wanted: ImportCell.Digits?) {
        #expect(ImportCell.digits(text) == wanted)
    }

    @Test(
        "what stands in the place of a lost cell is known",
        arguments: [
            ("#########", true), ("##", true), ("#N/A", true), ("#NAME?", true), ("#REF!", true), ("#DIV/0!", true), ("#BEZUG!", true),
            ("#NV", true), ("#ЗНАЧ!", true),
            ("#", false), ("#vip", false), ("#1", false), ("# 5", false), ("N/A", false),
        ])
    func destroyed(text: String, wanted: Bool) {
        #expect(ImportCell.isDestroyed(text) == wanted)
    }

    @Test("a formula that is only a text is that text, and a guarded cell is what was exported")
    func texts() {
        #expect(ImportCell.text("=\"07911123457\"") == "07911123457")
        #expect(ImportCell.text("'=\"1\"") == "=\"1\"")
        #expect(ImportCell.text("'+39 347") == "+39 347")
    }

    @Test("a status is known in any case", arguments: [("New", "new"), (" WON", "won"), ("gone", nil), ("", nil)] as [(String, String?)])
    func statuses(text: String, wanted: String?) {
        #expect(ImportCell.status(text, in: .standard) == wanted)
    }
}
