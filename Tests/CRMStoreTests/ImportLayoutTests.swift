import CRM
import Testing

/// Files as people lay them out in a spreadsheet program.
extension CustomerImportTests {
    @Test("lines within a cell and links are read as people meant them", arguments: Engine.all)
    func linesWithinCells(_ engine: Engine) throws {
        let desk = try Desk(engine)
        _ = try take(
            """
            Kunde|Telefon|E-Mail|Bemerkung
            "Ada
              Lovelace "|"+44 7911 123456
            +44 20 7946 0018"|mailto:ada@x.example|"one
            two"
            Bob|tel:+44 20 7946 0019|"MAILTO:bob@x.example

            b@home.example"|
            """, desk)
        #expect(
            try contents("Trade fair", desk.store).map { Array($0[0...4]) } == [
                ["Ada Lovelace", "", "+44 7911 123456", "ada@x.example", "one\ntwo\nTelefon: +44 20 7946 0018"],
                ["Bob", "", "+44 20 7946 0019", "bob@x.example", "E-Mail: b@home.example"],
            ])
    }

    @Test("empty lines above the names of the columns are passed over; a title there is told, with its remedy", arguments: Engine.all)
    func linesAboveTheNames(_ engine: Engine) throws {
        let desk = try Desk(engine)
        #expect(try take("\n \n\r\nName;Phone\nAda;+447911123456\n", desk).result.imported == 1)
        #expect(try take(",,\n\nName,Phone,\nBob,+447911123457,\n", desk).result.imported == 1)
        for text in ["Contacts 2026\nName,Phone\nAda,+447911123456\n", "Contacts 2026\n\nName;Phone\nAda;+447911123456\n"] {
            let error = try #require(throws: StoreError.self) { _ = try take(text, desk) }
            let line = text.contains(";") ? 3 : 2
            #expect(error.message.contains("named in line \(line)") && error.message.contains("Remove the lines above"), "\(error.message)")
        }
    }

    @Test(
        "what a second column for the same field says besides goes to the remark", arguments: Engine.all,
        [
            ("Name,Phone,Company,Company\nAda,+447911123456,Acme,Beta\n", "Ada", "Acme", "Company: Beta"),
            ("Name,Company,Organization\nAda,,Beta\n", "Ada", "Beta", ""),
            ("Name,Company,Organization\nAda,Acme,Acme\n", "Ada", "Acme", ""),
            ("Name,Organization 1 - Name,Organization 2 - Name\nAda,Acme,Beta\n", "Ada", "Acme", "Organization 2 - Name: Beta"),
            ("Name,Name,Phone\nMario Rossi,Acme,+447911123456\n", "Mario Rossi", "", "Name: Acme"),
            ("Name,Full name\nMario,Mario Rossi\n", "Mario", "", "Full name: Mario Rossi"),
            ("Name,Full name\n\"Rossi, Mario\",MARIO ROSSI\n", "Rossi, Mario", "", ""),
            ("Name,Full name\n,Mario Rossi\n", "Mario Rossi", "", ""),
            ("First Name,First Name,Last name\nAda,Augusta,King\n", "Ada King", "", "First Name: Augusta"),
            ("Full name,First name,Last name\nAda King,Ada,King\n", "Ada King", "", ""),
            ("Full name,First name,Last name\nAcme,Ada,King\n", "Acme", "", "First name: Ada\nLast name: King"),
        ])
    func repeated(_ engine: Engine, _ file: (String, String, String, String)) throws {
        let (text, name, company, remark) = file
        let desk = try Desk(engine)
        #expect(try take(text, desk).result.cells == 0)
        let row = try #require(try contents("Trade fair", desk.store).first)
        #expect([row[0], row[1], row[4]] == [name, company, remark])
    }

    @Test("of several phones the mobile one counts, as the labels of each line say, and no fax", arguments: Engine.all, ["Label", "Type"])
    func labels(_ engine: Engine, _ word: String) throws {
        let desk = try Desk(engine)
        _ = try take(
            """
            Name,Phone 1 - \(word),Phone 1 - Value,Phone 2 - \(word),Phone 2 - Value
            Ada,Work,+49 30 123456,* Mobile,+49 171 2345678
            Bob,Mobil,+49 171 2345679,Home,+49 30 123457
            Cyd,Work Fax,+49 30 123458,,+49 30 123459
            Dan,Work,+49 30 123450,Home,+49 30 123451
            """, desk)
        #expect(
            try contents("Trade fair", desk.store).map { [$0[2], $0[4]] } == [
                ["+49 171 2345678", "Phone 1 - Value: +49 30 123456"], ["+49 171 2345679", "Phone 2 - Value: +49 30 123457"],
                ["+49 30 123459", "Phone 1 - Value: +49 30 123458"], ["+49 30 123450", "Phone 2 - Value: +49 30 123451"],
            ])
    }

    @Test(
        "lines that are one quoted cell each are refused with what to do", arguments: Engine.all,
        ["\"Name,Phone\"\n\"Ann,0171 2345678\"\n", "\"Name;E-mail\"\n\"Ann;a@x.example\"\n"])
    func quotedLines(_ engine: Engine, _ text: String) throws {
        let desk = try Desk(engine)
        let error = try #require(throws: StoreError.self) { _ = try take(text, desk) }
        #expect(error.message.contains("one cell in quotes") && error.message.contains("Take away the quotes"), "\(error.message)")
        let names = try #require(throws: StoreError.self) { _ = try take("\"Last name, first name\"\n\"Rossi, Mario\"\n", desk) }
        #expect(!names.message.contains("in quotes"), "a name may be written so")
    }

    @Test("of several statuses and next calls the first that is one counts, and the others go to the remark", arguments: Engine.all)
    func repeatedStatuses(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let outcome = try take(
            """
            Name,Status,Lead Status,Next call,Follow up,Next call time
            A,won,Won,2026-12-05,05/12/2026,9:30
            B,won,lost,2026-12-05,2026-12-09,
            C,,lost,,2026-12-09,9:30
            D,gone,lost,soon,2026-12-09,
            """, desk)
        #expect(outcome.result.imported == 4 && outcome.result.cells == 2)
        #expect(
            try contents("Trade fair", desk.store).map { Array($0[4...6]) } == [
                ["", "won", "2026-12-05 09:30"], ["Lead Status: lost\nFollow up: 2026-12-09", "won", "2026-12-05"],
                ["", "lost", "2026-12-09 09:30"], ["Status: gone\nNext call: soon", "lost", "2026-12-09"],
            ])
    }

    @Test("a name that is said to be one counts before those that were found, which stay in the remark", arguments: Engine.all)
    func chosenName(_ engine: Engine) throws {
        let desk = try Desk(engine)
        _ = try take("Name,Wer\nAcme,Ada King\nBeta,\n", desk, choices: ["Wer=customer_name"])
        #expect(try contents("Trade fair", desk.store).map { [$0[0], $0[4]] } == [["Ada King", "Name: Acme"], ["Beta", ""]])
    }

    @Test("a column of persons beside one of names is not left out: the file is refused with what to write", arguments: Engine.all)
    func persons(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let text = "Contact,Name,Phone\nMario Rossi,Acme,+393471234567\n"
        let error = try #require(throws: StoreError.self) { try take(text, desk) }
        #expect(error.message.contains("\"Contact\" looks like names. Say what they are: --map Contact=customer_name"), "\(error.message)")
        _ = try take(text, desk, choices: ["Contact=customer_name"])
        #expect(try contents("Trade fair", desk.store).map { [$0[0], $0[4]] } == [["Mario Rossi", "Name: Acme"]])
        #expect(try take("Contact,Name,Phone\nyes,Acme,+393471234567\n", desk).result.imported == 1)
    }

    @Test("a line in which nothing can be seen is nobody", arguments: Engine.all)
    func unseen(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let lines = ["\u{1A}", "\u{AD}", "\u{3164}", "\u{2800},\u{200D}", "\u{7F}\u{9B}", " ,\u{1A}"]
        let outcome = try take("Name,Remark\nAda,\n" + lines.map { $0 + "\n" }.joined() + "\u{3164},call\n\u{1A}", desk)
        #expect(outcome.result.imported == 2 && outcome.remarks.count == 2, "\(outcome.remarks)")
        #expect(try contents("Trade fair", desk.store).map { [$0[0], $0[4]] } == [["Ada", ""], ["", "call"]])
    }

    @Test("the none of other programs is no next call, and is told", arguments: Engine.all)
    func years(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let outcome = try take("Name,Next call\nA,1/1/1900\nB,9999-12-31\nC,2026-12-05 0:00:00\n", desk)
        #expect(outcome.result.imported == 3 && outcome.result.cells == 2)
        #expect(
            try contents("Trade fair", desk.store).map { [$0[4], $0[6]] } == [
                ["Next call: 1/1/1900", ""], ["Next call: 9999-12-31", ""], ["", "2026-12-05"],
            ])
    }
}
