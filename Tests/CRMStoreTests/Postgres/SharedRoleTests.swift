import CRM
import CRMStore
import Foundation
import Testing

@testable import PostgresEngine

/// Ana shares her spreadsheet with ben. Each connects as a role and tries.
@Suite("What a role may in a spreadsheet that is shared with it", .enabled(if: PostgresCluster.whyNot == nil)) struct SharedRoleTests {
    private static let denied = "42501"

    private func team(sharing right: SharedRight?) throws -> Team {
        let team = try Team()
        _ = try team.store("ana").apply(.shareSpreadsheet(team.desk.sheet, with: team.ben, right), by: team.desk.ana, at: Desk.start)
        return team
    }

    @Test("it reads the rows of that spreadsheet and of no other, and nothing once that is ended")
    func reading() throws {
        let team = try team(sharing: .read)
        #expect(try team.tables(naming: Team.secretOfAna, for: "ben") == ["activity", "call_under_way", "customer"])
        let ben = try team.store("ben")
        #expect(try ben.users().map(\.name) == ["ben"])
        #expect(try ben.spreadsheets(of: team.ben).filter { $0.shared != nil }.map(\.owner) == ["ana"])
        let query = SheetQuery(.user(team.ben), CustomerFilter(words: Team.secretOfAna))
        #expect(try ben.rows(query, from: .start, limit: 9).rows.map(\.id) == [team.customerOfAna])
        #expect(try ben.person(of: team.customerOfAna, for: team.ben, limit: 9)?.timeline.contains { $0.text == Team.secretOfAna } == true)
        #expect(try ben.spreadsheets(of: team.ben).first { $0.id == team.desk.sheet }?.customers == 1)
        _ = try team.store("ana").undo(by: team.desk.ana, at: Desk.start)
        #expect(try team.tables(naming: Team.secretOfAna, for: "ben") == [])
        let gone = #expect(throws: StoreError.self) {
            try ben.apply(.addNote(team.customerOfAna, text: "x"), by: team.ben, at: Desk.start)
        }
        #expect(gone?.message.contains("is not shared with you any more") == true)
    }

    @Test("the right to read writes nothing, whatever is tried, and is not widened by the one who has it")
    func readersWrites() throws {
        let team = try team(sharing: .read)
        let (sheet, customer, ben) = (team.desk.sheet, team.customerOfAna, team.ben)
        for statement in [
            "UPDATE customer SET remark = 'x' WHERE id = \(customer)", "UPDATE customer SET claimed_by = \(ben) WHERE id = \(customer)",
            "UPDATE activity SET text = 'x' WHERE customer_id = \(customer)", "DELETE FROM call_under_way WHERE customer_id = \(customer)",
            "UPDATE customer_count SET n = 0 WHERE spreadsheet_id = \(sheet)", "UPDATE spreadsheet SET name = 'x' WHERE id = \(sheet)",
            "UPDATE spreadsheet SET deleted_at = 1 WHERE id = \(sheet)",
            "UPDATE spreadsheet_share SET may_write = 1", "DELETE FROM spreadsheet_share",
        ] { #expect(try team.answer("ben", statement) == "done 0", "\(statement)") }
        let row =
            "INSERT INTO customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text, arrived_at, created_at)"
        let line = "INSERT INTO activity (user_id, author, at, kind, customer_id, spreadsheet_id, text, sentence)"
        let share = "INSERT INTO spreadsheet_share VALUES"
        for statement in [
            "\(row) VALUES (\(sheet), '', '', '', '', '', 'new', '', 1, 1)",
            "\(line) VALUES (\(ben), 'ben', 1, 'noted', \(customer), NULL, '', '')",
            "\(line) VALUES (\(ben), 'ben', 1, 'noted', NULL, \(sheet), '', '')",
            "UPDATE customer SET spreadsheet_id = \(sheet) WHERE id = \(team.customerOfBen)",
            "UPDATE customer SET merged_into = \(customer), deleted_at = 1 WHERE id = \(team.customerOfBen)",
            "INSERT INTO call_under_way VALUES ('x', \(customer), 'ben', 1)",
            "\(share) (\(sheet), \(ben), 1) ON CONFLICT (spreadsheet_id, user_id) DO UPDATE SET may_write = 1",
            "\(share) (\(sheet), \(team.bea), 1)", "\(share) (\(team.metaSheetOfAna), \(ben), 1)",
        ] { #expect(try team.answer("ben", statement) == Self.denied, "\(statement)") }
        let refused = #expect(throws: StoreError.self) {
            try team.store("ben").apply(.addNote(customer, text: "x"), by: ben, at: Desk.start)
        }
        #expect(refused == .readOnly(spreadsheet: "Leads", owner: "ana"))
        #expect(try team.answer("ben", "\(share) (\(team.sheetOfBen), \(team.desk.ana), 0)") == "done 1")
    }

    @Test("a change of marked rows is not said to be taken back where these are not shared any more")
    func movedAway() throws {
        let team = try Team()
        let (ana, ben) = (try team.store("ana"), try team.store("ben"))
        _ = try ben.apply(.shareSpreadsheet(team.sheetOfBen, with: team.desk.ana, .write), by: team.ben, at: Desk.start)
        let marks = try ana.marks(SheetQuery(team.desk.sheet))
        let moved = try ana.changePortion(.move(to: team.sheetOfBen), of: marks, batch: nil, by: team.desk.ana, at: Desk.start).done
        #expect(moved > 0)
        _ = try ben.apply(.shareSpreadsheet(team.sheetOfBen, with: team.desk.ana, nil), by: team.ben, at: Desk.start)
        let refused = #expect(throws: StoreError.self) { try ana.undo(by: team.desk.ana, at: Desk.start) }
        #expect(refused?.message.contains("shared with you any more") == true)
        #expect(try ben.rows(SheetQuery(team.sheetOfBen), from: .start, limit: 9).rows.count == moved + 1)
    }

    @Test("who has a row there hears of the lead that joins it, by the service's hand and with their own role")
    func joined() throws {
        let team = try team(sharing: .write)
        _ = try team.store("ana").apply(.shareSpreadsheet(team.metaSheetOfAna, with: team.ben, .write), by: team.desk.ana, at: Desk.start)
        let ben = try team.store("ben")
        _ = try ben.apply(.claimCustomer(team.customerOfAna, .take), by: team.ben, at: Desk.start)
        let name = "Anna \(Team.secretOfAna)"
        let joined = try #require(
            try team.desk.lead(
                "again", name: name, phone: "+39 02 8646 3456", page: "page-\(Team.secretOfAna)", at: Desk.start + 60,
                in: team.store("serve", mergesEnquiries: true)
            ).joined)
        #expect(joined.into == team.customerOfAna)
        let heard = try ben.offers(to: team.ben, after: 0).map(\.customer)
        #expect(heard.map(\.id) == [joined.customer.id] && heard.first?.enquiry?.words == "2nd enquiry")
        #expect(try ben.person(of: joined.customer.id, for: team.ben, limit: 9)?.customer.id == team.customerOfAna)
        #expect(try team.store("ana").offers(to: team.desk.ana, after: 0).isEmpty)
    }

    @Test("the right to write changes rows and adds some, and leaves the spreadsheet and its shares to the owner")
    func writing() throws {
        let team = try team(sharing: .write)
        let (store, customer) = (try team.store("ben"), team.customerOfAna)
        _ = try store.apply(.addNote(customer, text: "by ben"), by: team.ben, at: Desk.start)
        _ = try store.apply(
            .logCall(CallLog(customerID: customer, outcome: .noAnswer, edits: [], note: "", lostReason: nil)), by: team.ben, at: Desk.start)
        let draft = CustomerDraft(spreadsheetID: team.desk.sheet, fields: [.customerName: "Added"])
        let added = try #require(try store.apply(.addCustomer(draft), by: team.ben, at: Desk.start).customerID)
        #expect(try team.store("ana").customer(added)?.customerName == "Added")
        #expect(try team.store("ana").timeline(of: customer, limit: 9).contains { $0.text == "by ben" && $0.author == "ben" })
        #expect(try store.undo(by: team.ben, at: Desk.start)?.sentence.contains("added Added") == true)
        for statement in [
            "UPDATE spreadsheet SET name = 'x' WHERE id = \(team.desk.sheet)", "DELETE FROM spreadsheet_share",
            "UPDATE customer_count SET n = 0 WHERE spreadsheet_id = \(team.desk.sheet)",
        ] {
            #expect(try team.answer("ben", statement) == "done 0", "\(statement)")
        }
        for statement in [
            "UPDATE customer SET spreadsheet_id = \(team.metaSheetOfAna) WHERE id = \(customer)",
            "INSERT INTO spreadsheet_share VALUES (\(team.desk.sheet), \(team.bea), 1)",
            "UPDATE customer SET merged_into = \(team.customerOfBen), deleted_at = 1 WHERE id = \(customer)",
            "INSERT INTO customer_count VALUES (\(team.desk.sheet), 'odd', 5)",
            "UPDATE activity SET text = 'x' WHERE customer_id = \(customer) AND author = 'ana'",
        ] { #expect(try team.answer("ben", statement) == Self.denied, "\(statement)") }
        // What is said to be counted later counts at once in a spreadsheet of another's.
        let row =
            "INSERT INTO customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text, arrived_at, created_at)"
        let values = "VALUES (\(team.desk.sheet), '', '', '', '', '', 'new', '', 1, 1)"
        #expect(try team.answer("ben", "SET leadsheet.counted_later = 'on'; \(row) \(values)") == "done 1")
        #expect(try team.closed.faults(inIndexes: true) == [])
    }

    @Test("a call and a wish not to be called bear the name of the user whose role writes them, and a call is its caller's to end")
    func signing() throws {
        let team = try team(sharing: .write)
        let customer = team.customerOfAna
        let now = "(extract(epoch FROM now()) * 1000)::bigint"
        #expect(try team.answer("ben", "INSERT INTO call_under_way VALUES ('forged', \(customer), 'ana', \(now))") == "done 1")
        #expect(try team.answer("ana", "INSERT INTO call_under_way VALUES ('own', \(customer), 'ana', \(now))") == "done 1")
        let names =
            "SELECT string_agg(session || ' ' || author, ', ' ORDER BY session) FROM call_under_way WHERE session IN ('forged', 'own')"
        #expect(try team.connection().text(names) == "forged ben, own ana")
        #expect(try team.answer("ben", "DELETE FROM call_under_way WHERE session = 'own'") == "done 0")
        #expect(try team.answer("ana", "DELETE FROM call_under_way WHERE session = 'own'") == "done 1")
        // One that nobody believes any more is anybody's.
        #expect(try team.answer("ana", "DELETE FROM call_under_way WHERE session = '\(Team.secretOfAna)'") == "done 1")

        func wish(_ name: String, of customer: Customer.ID, by role: String) throws -> String? {
            let statement = "UPDATE customer SET do_not_call_at = 5, do_not_call_by = '\(name)' WHERE id = \(customer)"
            #expect(try team.answer(role, statement) == "done 1")
            return try team.connection().text("SELECT do_not_call_by FROM customer WHERE id = \(customer)")
        }
        #expect(try wish("ana", of: customer, by: "ben") == "ben" && wish("ana", of: customer, by: "bea") == "bea")
        // A copy, or the row into which one is merged, says whose the wish was.
        let store = try team.store("ben")
        _ = try store.changePortion(
            .copy(to: team.sheetOfBen), of: [CustomerMark(#require(try store.customer(customer)))], batch: nil, by: team.ben, at: Desk.start
        )
        let copies = "SELECT string_agg(do_not_call_by, ',') FROM customer WHERE spreadsheet_id = \(team.sheetOfBen) AND do_not_call_at = 5"
        #expect(try team.connection().text(copies) == "bea")
    }

    @Test(
        "a call that is under way when the sharing ends is ended by its caller, or gives way to the next one",
        arguments: [nil, SharedRight.read])
    func callEnds(right: SharedRight?) throws {
        let team = try team(sharing: .write)
        let (ana, ben) = (try team.store("ana"), try team.store("ben"))
        func isCalled() throws -> Bool { try ana.calls(to: team.customerOfAna, besides: "ana's").contains { $0.author == "ben" } }
        for begins in [false, true] {
            _ = try ana.apply(.shareSpreadsheet(team.desk.sheet, with: team.ben, .write), by: team.desk.ana, at: Desk.start)
            _ = try ben.beginCall(to: team.customerOfAna, session: "ben's", by: team.ben, at: Date())
            _ = try ana.apply(.shareSpreadsheet(team.desk.sheet, with: team.ben, right), by: team.desk.ana, at: Desk.start)
            #expect(try isCalled())
            if begins {
                _ = try ben.beginCall(to: team.customerOfBen, session: "ben's", by: team.ben, at: Date())
            } else {
                try ben.endCall(session: "ben's")
            }
            #expect(try !isCalled())
        }
    }

    @Test("many that were moved into it stay there once it may only be read, and undo says so")
    func moved() throws {
        let team = try team(sharing: .write)
        let store = try team.store("ben")
        let marks = try store.marks(SheetQuery(team.sheetOfBen))
        _ = try store.changePortion(.move(to: team.desk.sheet), of: marks, batch: nil, by: team.ben, at: Desk.start)
        _ = try team.store("ana").apply(.shareSpreadsheet(team.desk.sheet, with: team.ben, .read), by: team.desk.ana, at: Desk.start)
        #expect(
            try store.undo(by: team.ben, at: Desk.start)?.sentence
                == "undid: moved 1 customer to ana: Leads; 1 customer stays as edited since")
        #expect(try store.customer(team.customerOfBen)?.spreadsheetID == team.desk.sheet)
    }

    @Test("a role takes a customer for its user alone, and not one that another has")
    func claiming() throws {
        let team = try team(sharing: .write)
        let (ana, ben) = (try team.store("ana"), try team.store("ben"))
        func set(_ user: User.ID?, by name: String) throws -> String {
            let statement = "UPDATE customer SET claimed_by = \(user.map(String.init) ?? "NULL") WHERE id = \(team.customerOfAna)"
            return try team.answer(name, statement)
        }
        #expect(try set(team.desk.ana, by: "ben") == Self.denied && set(team.bea, by: "ben") == Self.denied)
        #expect(try set(team.ben, by: "ana") == Self.denied, "nor in a spreadsheet of one's own")
        _ = try ana.apply(.claimCustomer(team.customerOfAna, .take), by: team.desk.ana, at: Desk.start)
        #expect(try set(team.ben, by: "ben") == Self.denied && set(nil, by: "ben") == Self.denied)
        let refused = #expect(throws: StoreError.self) {
            try ben.apply(.claimCustomer(team.customerOfAna, .take), by: team.ben, at: Desk.start)
        }
        #expect(refused?.message.hasPrefix("ana has this lead: Anna") == true)
        #expect(try ana.undo(by: team.desk.ana, at: Desk.start) != nil)
        #expect(try ben.apply(.claimCustomer(team.customerOfAna, .take), by: team.ben, at: Desk.start).didNothing == false)
        #expect(try ana.customer(team.customerOfAna)?.claim?.name == "ben")
        _ = try ana.apply(.claimCustomer(team.customerOfAna, .release), by: team.desk.ana, at: Desk.start)
        // One that another colleague has is not taken away.
        _ = try ana.apply(.shareSpreadsheet(team.desk.sheet, with: team.bea, .write), by: team.desk.ana, at: Desk.start)
        #expect(try set(team.bea, by: "bea") == "done 1")
        for columns in [
            "spreadsheet_id = \(team.sheetOfBen)", "spreadsheet_id = \(team.sheetOfBen), claimed_by = NULL", "deleted_at = 1",
            "claimed_at = 1",
        ] {
            #expect(try team.answer("ben", "UPDATE customer SET \(columns) WHERE id = \(team.customerOfAna)") == Self.denied, "\(columns)")
        }
        #expect(try team.answer("ben", "UPDATE customer SET remark = 'x' WHERE id = \(team.customerOfAna)") == "done 1")
        // Its owner gives it away with the one who has it, and takes that back.
        for user in [team.desk.ana, team.bea] {
            _ = try ben.apply(.shareSpreadsheet(team.sheetOfBen, with: user, .write), by: team.ben, at: Desk.start)
        }
        try team.connection().command("UPDATE customer SET claimed_at = 1 WHERE id = \(team.customerOfAna)")
        let move = Change.moveCustomer(team.customerOfAna, from: team.desk.sheet, to: team.sheetOfBen)
        _ = try ana.apply(move, by: team.desk.ana, at: Desk.start)
        #expect(try ana.undo(by: team.desk.ana, at: Desk.start) != nil)
        #expect(try set(nil, by: "ana") == "done 1")
        // A manager works for others, and the service hands leads out.
        #expect(try set(team.ben, by: "bea") == "done 1" && set(team.desk.ana, by: "serve") == "done 1")
    }
}
