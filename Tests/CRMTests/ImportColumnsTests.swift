import CRM
import Testing

@Suite("the columns of an import") struct ImportColumnsTests {
    @Test("the header of an export is understood, in any order and any case")
    func export() throws {
        let columns = try ImportColumns(header: ExportRow.csvColumns)
        #expect(columns.leftOut == ["id", "user", "spreadsheet", "leadgen_id", "page_id", "form_id", "ad_id", "campaign_id", "is_test", "created_at", "answers", "consent"])
        let other = try ImportColumns(header: [" EMAIL ", "Shoe size", "", "Customer_Name"])
        #expect(other.leftOut == ["Shoe size", "column 3"])
        #expect(try other.fields(of: ["i@x.example", "43", "?", "Ida"]) == [.email: "i@x.example", .customerName: "Ida"])
    }

    @Test("a guarded cell is as it was before the export, and a next call has its time")
    func cells() throws {
        let columns = try ImportColumns(header: ["phone_number", "next_call_time", "next_call_date", "remark"])
        #expect(try columns.fields(of: ["'+39 347", "10:00", "2026-11-24", "''=1"]) == [
            .phoneNumber: "+39 347", .nextCallDate: "2026-11-24 10:00", .remark: "'=1",
        ])
        #expect(try columns.fields(of: ["1", "", "2026-11-24 09:30", ""])[.nextCallDate] == "2026-11-24 09:30")
        #expect(try columns.fields(of: ["1", "", "", ""])[.nextCallDate] == "")
    }

    @Test("cells that are missing at the end are empty; more cells than columns are refused, unless they are empty")
    func ragged() throws {
        let columns = try ImportColumns(header: ["customer_name", "email"])
        #expect(try columns.fields(of: ["Ida"]) == [.customerName: "Ida", .email: ""])
        #expect(try columns.fields(of: ["Ida", "i@x", "", ""]) == [.customerName: "Ida", .email: "i@x"])
        #expect(throws: StoreError.invalid("There are 3 cells, but 2 columns. Put quotes around a cell that has the separator in it.")) {
            try columns.fields(of: ["Ida", "Work", "i@x"])
        }
    }

    @Test("a header that tells of no customer, or of a column twice, is refused", arguments: [
        (["company_name", "remark"], "names none of the columns customer_name, phone_number, email"),
        (["a;b"], "names none of the columns"),
        (["email", "Email "], "names the column email twice"),
        (["email", "next_call_time", "next_call_time"], "names the column next_call_time twice"),
    ])
    func refused(header: [String], says: String) throws {
        let error = try #require(throws: StoreError.self) { try ImportColumns(header: header) }
        #expect(error.message.contains(says) && error.message.contains("nothing was imported"))
    }
}
