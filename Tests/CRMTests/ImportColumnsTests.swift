import Foundation
import Testing

@testable import CRM

@Suite("the columns of an import") struct ImportColumnsTests {
    /// What each column fills, by heading.
    private func fields(_ header: [String], _ choices: [String] = [], recognise: (String) -> HeadingReading? = { _ in nil }) throws
        -> [String]
    {
        try ImportColumns(header: header, choices: choices, recognise: recognise).columns.map {
            "\($0.heading):\($0.field?.rawValue ?? "-")"
        }
    }

    @Test("the header of an export is understood, in any order and any case")
    func export() throws {
        let columns = try ImportColumns(header: ExportRow.csvColumns).columns
        #expect(
            columns.filter { $0.field == nil }.map(\.heading) == [
                "id", "user", "spreadsheet", "attempts", "last_contact", "last_outcome", "do_not_call", "claimed_by",
            ])
        #expect(columns.filter { $0.field?.rawValue == $0.heading }.count == columns.count - 8)
        #expect(
            try fields([" EMAIL ", "Shoe size", "", "Customer_Name"]) == [
                "EMAIL:email", "Shoe size:-", "column 3:-", "Customer_Name:customer_name",
            ])
    }

    @Test(
        "a next call in two columns is understood, in our own words too",
        arguments: [
            (ImportField.nextCallDate.title, ImportField.nextCallTime.title), ("Date of next call", "Next call at"),
            ("Next follow up", "Next follow-up time"), ("Wiedervorlage", "Uhrzeit der Wiedervorlage"),
        ])
    func nextCall(_ date: String, _ time: String) throws {
        #expect(try fields([date, time]) == ["\(date):next_call_date", "\(time):next_call_time"])
    }

    @Test(
        "headings of other programs are understood",
        arguments: [
            // HubSpot
            (
                ["Record ID", "First Name", "Last Name", "Email", "Phone Number", "Contact owner", "Lead Status", "Create Date"],
                [
                    "Record ID:-", "First Name:first_name", "Last Name:last_name", "Email:email", "Phone Number:phone_number",
                    "Contact owner:-", "Lead Status:status", "Create Date:-",
                ]
            ),
            // Salesforce
            (
                ["First Name", "Last Name", "Title", "Company / Account", "Lead Source", "Phone", "Mobile", "Email", "Description"],
                [
                    "First Name:first_name", "Last Name:last_name", "Title:-", "Company / Account:company_name", "Lead Source:-",
                    "Phone:phone_number", "Mobile:phone_number", "Email:email", "Description:remark",
                ]
            ),
            (
                ["FirstName", "LastName", "MobilePhone", "OwnerId"],
                ["FirstName:first_name", "LastName:last_name", "MobilePhone:phone_number", "OwnerId:-"]
            ),
            // Zoho
            (
                ["Lead Owner", "Lead Name", "Company", "Email", "Secondary Email", "Phone"],
                [
                    "Lead Owner:-", "Lead Name:customer_name", "Company:company_name", "Email:email", "Secondary Email:email",
                    "Phone:phone_number",
                ]
            ),
            // Google Contacts
            (
                [
                    "First Name", "Middle Name", "Last Name", "Organization Name", "Notes", "E-mail 1 - Label", "E-mail 1 - Value",
                    "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Value",
                ],
                [
                    "First Name:first_name", "Middle Name:middle_name", "Last Name:last_name", "Organization Name:company_name",
                    "Notes:remark", "E-mail 1 - Label:-",
                    "E-mail 1 - Value:email", "Phone 1 - Label:-", "Phone 1 - Value:phone_number", "Phone 2 - Value:phone_number",
                ]
            ),
            (
                ["Name", "Given Name", "Family Name", "Organization 1 - Name", "Phone 1 - Value"],
                [
                    "Name:customer_name", "Given Name:first_name", "Family Name:last_name", "Organization 1 - Name:company_name",
                    "Phone 1 - Value:phone_number",
                ]
            ),
            // Outlook
            (
                [
                    "Title", "First Name", "Last Name", "Company", "Business Phone", "Home Phone", "Mobile Phone", "E-mail Address",
                    "E-mail 2 Address", "Business Fax",
                ],
                [
                    "Title:-", "First Name:first_name", "Last Name:last_name", "Company:company_name", "Business Phone:phone_number",
                    "Home Phone:phone_number",
                    "Mobile Phone:phone_number", "E-mail Address:email", "E-mail 2 Address:email", "Business Fax:-",
                ]
            ),
            (
                ["Vorname", "Nachname", "Firma", "Telefon geschäftlich", "Mobiltelefon", "E-Mail-Adresse", "Notizen", "Wiedervorlage"],
                [
                    "Vorname:first_name", "Nachname:last_name", "Firma:company_name", "Telefon geschäftlich:phone_number",
                    "Mobiltelefon:phone_number", "E-Mail-Adresse:email", "Notizen:remark",
                    "Wiedervorlage:next_call_date",
                ]
            ),
            // Pipedrive
            (
                ["Person - Name", "Person - Phone - Work", "Person - Email - Work", "Person - Organization"],
                [
                    "Person - Name:customer_name", "Person - Phone - Work:phone_number", "Person - Email - Work:email",
                    "Person - Organization:company_name",
                ]
            ),
            (["Name", "Vorname", "Telefon"], ["Name:last_name", "Vorname:first_name", "Telefon:phone_number"]),
            (
                ["Customer Phone", "Contact Email", "Client Name"],
                ["Customer Phone:phone_number", "Contact Email:email", "Client Name:customer_name"]
            ),
        ] as [([String], [String])])
    func programs(header: [String], wanted: [String]) throws {
        #expect(try fields(header) == wanted)
    }

    @Test("a heading that is known counts before one that is recognised by its words")
    func guesses() throws {
        let columns = try ImportColumns(header: ["Mail me", "Email", "Name"]) {
            $0 == "Mail me" ? HeadingReading(.email, isGuess: true) : nil
        }
        #expect(columns.places(.email) == [1, 0])
        #expect(
            try fields(["Accepts Email Marketing", "Email Status", "Email"]) { _ in HeadingReading(.email, isGuess: true) } == [
                "Accepts Email Marketing:-", "Email Status:-", "Email:email",
            ])
        // A name that is known in some language is one, whatever its words mean in another.
        #expect(try fields(["Ad Soyad"]) { _ in HeadingReading(.wholeName) } == ["Ad Soyad:customer_name"])
    }

    @Test("Meta's own file is known by its columns, and what it does not name is a question of the form")
    func meta() throws {
        let header = [
            "id", "created_time", "ad_id", "ad_name", "adset_id", "form_id", "form_name", "is_organic", "platform", "which_course?",
            "full_name", "phone_number",
            "work_email", "lead_status",
        ]
        let columns = try ImportColumns(header: header) {
            ["full_name": HeadingReading(.wholeName), "work_email": HeadingReading(.otherEmail)][$0]
        }
        #expect(columns.isMeta)
        #expect(
            columns.columns.map { $0.field?.rawValue ?? "-" } == [
                "leadgen_id", "created_at", "ad_id", "ad_name", "-", "form_id", "form_name", "is_organic", "platform", "answer",
                "customer_name", "phone_number", "email",
                "status",
            ])
        #expect(try !ImportColumns(header: ["id", "name", "email"]).isMeta)
    }

    @Test("a person's word about a column counts first")
    func choices() throws {
        #expect(
            try fields(["Kunde", "Phone", "Email"], ["kunde=customer_name", "Email=-"]) == [
                "Kunde:customer_name", "Phone:phone_number", "Email:-",
            ])
        #expect(try ImportColumns(header: ["Name", "Kunde"], choices: ["Kunde=customer_name"]).places(.customerName) == [1, 0])
        #expect(try fields(["a=b"], ["a=b=remark"]) == ["a=b:remark"])
        for (choice, says) in [
            ("Kunde", "says no field. Write COLUMN=FIELD, such as --map Name=customer_name"),
            ("x=email", "no column \"x\". Its columns: Name, Kunde"),
            ("Name=shoe", "\"shoe\" is no field"),
        ] {
            let error = try #require(throws: StoreError.self) { try ImportColumns(header: ["Name", "Kunde"], choices: [choice]) }
            #expect(error.message.contains(says), "\(error.message)")
        }
        let twice = try #require(throws: StoreError.self) {
            try ImportColumns(header: ["Name", "Kunde"], choices: ["Name=customer_name", "Name=email"])
        }
        #expect(twice.message.hasPrefix("The column \"Name\" is given two fields, customer_name and email."))
    }

    @Test(
        "a column that only a lead has and that stands there twice is refused, until a person says which counts",
        arguments: [
            (["name", "form_id", "Form_ID "], "names the column form_id twice"),
            (["email", "leadgen_id", "leadgen_id"], "names the column leadgen_id twice"),
        ])
    func refused(header: [String], says: String) throws {
        let error = try #require(throws: StoreError.self) { try ImportColumns(header: header) }
        #expect(error.message.contains(says) && error.message.contains("nothing was imported"))
        #expect(throws: Never.self) { try ImportColumns(header: header, choices: ["\(header[2])=-"]) }
    }

    @Test(
        "of several columns for what any customer has the first counts, under whatever heading",
        arguments: [("email", "EMAIL"), ("status", "Status"), ("remark", "Remark"), ("next_call_date", "Next call"), ("Phone", "Phone")])
    func several(first: String, second: String) throws {
        let columns = try ImportColumns(header: ["Name", first, second])
        let field = try #require(columns.columns[1].field)
        #expect(columns.places(field) == [1, 2])
    }

    @Test("a heading of any length costs next to nothing", .timeLimit(.minutes(1)))
    func long() throws {
        let marks = "email" + String(repeating: "\u{0301}\u{0323}", count: 100_000)
        let columns = try ImportColumns(header: ["Name", marks, marks]) { _ in
            Issue.record("A heading without end was compared.")
            return nil
        }
        #expect(columns.columns.map(\.field) == [.customerName, nil, nil])
        #expect(columns.columns.allSatisfy { $0.heading.utf8.count < 300 })
    }
}
