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
}
