import CRM
import CRMStore
import Foundation
import Testing

@testable import PostgresEngine

/// Each connects as a role and tries.
@Suite("What a role of the server may", .enabled(if: PostgresCluster.whyNot == nil)) struct RoleTests {
    private static let denied = "42501"
    /// Where people's data are.
    private static let tables: Set = [
        "activity", "call_under_way", "customer", "lead", "lead_count", "meta_page", "preference", "saved_view", "spreadsheet", "template",
        "webhook_event",
    ]

    @Test("a salesperson reads nothing of another's in any table, and all of their own but sealed settings")
    func reading() throws {
        let team = try Team()
        let all = try team.tables(naming: Team.secretOfBen, for: nil)
        #expect(all == Self.tables)
        #expect(try team.tables(naming: Team.secretOfBen, for: "ana") == [])
        #expect(try team.tables(naming: Team.secretOfBen, for: "ben") == Self.tables)
        #expect(try team.tables(naming: Team.secretOfAna, for: "ben") == [])
        // A colleague's name is known: a spreadsheet is shared with them.
        #expect(try team.connection("ana").text(#"SELECT string_agg(name, ',' ORDER BY id) FROM "user""#) == "ana,ben,bea")
        #expect(try team.store("ana").users().map(\.name) == ["ana"])
        let counted = try team.connection("ana").text("SELECT sum(n) FROM customer_count")
        let own = try team.connection().text(
            "SELECT count(*) FROM customer JOIN spreadsheet ON spreadsheet.id = spreadsheet_id WHERE user_id = \(team.desk.ana)")
        #expect(counted == own)
        // Nor are there samples of the rows.
        try team.connection().command("ANALYZE customer")
        let samples = "SELECT count(*) FROM pg_stats WHERE tablename = 'customer'"
        #expect(try team.connection("ana").text(samples) == "0" && team.connection().text(samples) != "0")
    }

    @Test("a manager reads the rows of all, and the service the rest as well")
    func readingAll() throws {
        let team = try Team()
        for word in [Team.secretOfAna, Team.secretOfBen] {
            #expect(try team.tables(naming: word, for: "bea") == Self.tables)
            #expect(try team.tables(naming: word, for: "serve") == Self.tables)
        }
    }

    @Test("another's rows cannot be changed, removed, or put in their place")
    func changing() throws {
        let team = try Team()
        let (theirs, own) = (team.customerOfBen, team.customerOfAna)
        for statement in [
            "UPDATE customer SET remark = 'x' WHERE id = \(theirs)", "UPDATE spreadsheet SET name = 'x' WHERE id = \(team.sheetOfBen)",
            "UPDATE lead SET answers = '[]' WHERE customer_id <> \(own) AND page_id LIKE '%\(Team.secretOfBen)%'",
            "DELETE FROM lead WHERE page_id LIKE '%\(Team.secretOfBen)%'", "DELETE FROM template WHERE user_id = \(team.ben)",
            "UPDATE activity SET text = 'x' WHERE customer_id = \(theirs)", "DELETE FROM activity WHERE user_id = \(team.ben)",
            "UPDATE webhook_event SET state = 'ignored' WHERE page_id LIKE '%\(Team.secretOfBen)%'",
            "DELETE FROM call_under_way WHERE customer_id = \(theirs)",
            "UPDATE customer_count SET n = 0 WHERE spreadsheet_id = \(team.sheetOfBen)", "DELETE FROM activity WHERE author = 'ana'",
            // A lead goes for another where its import was taken back, and else stays with its customer.
            "DELETE FROM lead",
        ] { #expect(try team.answer("ana", statement) == "done 0", "\(statement)") }
        let step = try team.connection().text("SELECT max(id) FROM activity WHERE user_id = \(team.bea) OR user_id = \(team.ben)") ?? ""
        let line = "INSERT INTO activity (user_id, author, at, kind, customer_id, spreadsheet_id, text, sentence)"
        let lead = "INSERT INTO lead (customer_id, leadgen_id, page_id, is_test, created_time, answers, raw)"
        for statement in [
            "UPDATE customer SET spreadsheet_id = \(team.sheetOfBen) WHERE id = \(own)",
            "UPDATE customer SET merged_into = \(theirs), deleted_at = 1 WHERE id = \(own)",
            "INSERT INTO customer_count VALUES (\(team.sheetOfBen), 'odd', 5)",
            "INSERT INTO spreadsheet (user_id, name, description, created_at) VALUES (\(team.ben), 'x', '', 1)",
            "INSERT INTO template (user_id, position, name, text) VALUES (\(team.ben), 1, 'x', 'x')",
            "INSERT INTO preference VALUES (\(team.ben), 'x', 'x')",
            "\(line) VALUES (\(team.ben), 'ben', 1, 'noted', NULL, NULL, '', '')",
            "\(line) VALUES (\(team.desk.ana), 'ana', 1, 'noted', \(theirs), NULL, '', '')",
            "\(line) VALUES (\(team.desk.ana), 'ana', 1, 'noted', NULL, \(team.sheetOfBen), '', '')",
            "INSERT INTO activity (user_id, at, kind, page_id, text, sentence) VALUES (\(team.desk.ana), 1, 'edited', 'x', '', '')",
            "INSERT INTO activity (at, kind, part_of, customer_id, text, sentence) VALUES (1, 'edited', \(step), \(own), '', '')",
            "UPDATE webhook_event SET customer_id = \(theirs)", "INSERT INTO step_under_way VALUES (\(step), 1)",
            "\(lead) VALUES (\(own), 'new', 'page-\(Team.secretOfBen)', 0, 1, '[]', '')",
            "\(lead) VALUES (\(theirs), 'new', '', 0, 1, '[]', '')",
            "INSERT INTO call_under_way VALUES ('x', \(theirs), 'ana', 1)",
            "INSERT INTO form_mapping (form_id, targets, at) VALUES ('f1', '', 1)",
            "INSERT INTO meta_page (meta_page_id, user_id) VALUES ('new', \(team.desk.ana))", "DELETE FROM customer WHERE id = \(own)",
            "UPDATE spreadsheet SET user_id = \(team.ben)", "UPDATE activity SET user_id = \(team.ben)",
            "UPDATE activity SET author = 'ben'",
            "UPDATE activity SET spreadsheet_id = \(team.sheetOfBen) WHERE user_id = \(team.desk.ana)",
            "UPDATE customer SET leadgen_id = 'x' WHERE id = \(own)", "UPDATE customer SET import_step = \(step) WHERE id = \(own)",
            "UPDATE webhook_event SET state = 'ignored'", "UPDATE webhook_event SET customer_id = NULL",
            "UPDATE meta_page SET state = 'blocked', blocked_reason = 'x'",
            #"UPDATE "user" SET name = 'x'"#, "DELETE FROM ended_status", "UPDATE counter SET n = n + 1",
            "UPDATE schema_version SET version = 1",
            "UPDATE meta_page SET user_id = \(team.desk.ana)", "TRUNCATE customer",
        ] { #expect(try team.answer("ana", statement) == Self.denied, "\(statement)") }
        #expect(try team.answer("ana", "UPDATE customer SET remark = 'x' WHERE id = \(own)") == "done 1")
    }

    /// Statements by which a salesperson would put rows under numbers that others' rows are to get, and give own rows such a number.
    private func numbering(_ team: Team) -> [String] {
        let customer = """
            customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text, arrived_at, created_at, id)
            SELECT \(team.desk.sheet), 'x', '', '', '', '', 'new', '', 1, 1,
            """
        let ahead = "n FROM generate_series(1, 20000) AS n WHERE n > 500"
        return [
            "INSERT INTO \(customer) \(ahead)",
            "INSERT INTO spreadsheet (user_id, name, description, created_at, id) SELECT \(team.desk.ana), 'x' || n, '', 1, \(ahead)",
            "INSERT INTO activity (user_id, at, kind, text, sentence, id) SELECT \(team.desk.ana), 1, 'noted', '', '', \(ahead)",
            "INSERT INTO form_mapping (form_id, targets, at, id) SELECT 'f1', '', 1, \(ahead)",
            "INSERT INTO template (user_id, position, name, text, id) SELECT \(team.desk.ana), 1, 'x', 'x', \(ahead)",
            "INSERT INTO saved_view (user_id, position, name, query, id) SELECT \(team.desk.ana), 1, 'x', 'x', \(ahead)",
            "UPDATE customer SET id = 999 WHERE id = \(team.customerOfAna)", "UPDATE spreadsheet SET id = 999",
            "UPDATE activity SET id = 999",
            "UPDATE template SET id = 999", "UPDATE saved_view SET id = 999",
        ]
    }

    @Test("the server numbers the rows: no role takes the number of another's next one", arguments: ["ana", "bea"])
    func numbers(_ name: String) throws {
        let team = try Team()
        for statement in numbering(team) { #expect(try team.answer(name, statement) == Self.denied, "\(statement)") }
        let ben = try team.store("ben")
        let draft = CustomerDraft(spreadsheetID: team.sheetOfBen, fields: [.customerName: "Ida"])
        #expect(try ben.apply(.addCustomer(draft), by: team.ben, at: Desk.start).customerID != nil)
        // Undo puts rows back under the numbers that they had.
        let template = try #require(try ben.templates(of: team.ben).last { $0.name == Team.secretOfBen })
        _ = try ben.apply(.editTemplate(.remove(template.id)), by: team.ben, at: Desk.start)
        _ = try ben.undo(by: team.ben, at: Desk.start)
        #expect(try ben.templates(of: team.ben).contains(template))
    }

    @Test("groups that an earlier version has given the numbers of rows lose them with the upgrade")
    func numbersBefore() throws {
        let team = try Team()
        let group = "\(team.database)_sales"
        try team.connection().command(
            """
            DROP FUNCTION guard_number CASCADE; UPDATE schema_version SET version = 38;
            GRANT INSERT, UPDATE ON customer, template, saved_view TO \(group); GRANT INSERT ON spreadsheet, activity, form_mapping TO \(group);
            GRANT SELECT ON "user" TO \(group)
            """)
        #expect(try team.answer("ana", numbering(team)[0]) == "done 19500")
        try team.connection().command("DELETE FROM customer WHERE id > 500")
        _ = try team.closed.upgrade()
        for statement in numbering(team) { #expect(try team.answer("ana", statement) == Self.denied, "\(statement)") }
        #expect(try team.answer("ana", #"SELECT created_at FROM "user""#) == Self.denied)
    }

    @Test("no role takes the rights of another or of the owner, or changes what guards the rows", arguments: ["ana", "bea", "serve"])
    func escalating(_ name: String) throws {
        let team = try Team()
        let role = team.role(name)
        for statement in [
            "SET ROLE desk", "SET ROLE \(team.role("ben"))", "SET SESSION AUTHORIZATION desk", "ALTER ROLE \(role) SUPERUSER",
            "ALTER ROLE \(role) BYPASSRLS", "CREATE ROLE x_\(role) SUPERUSER", "GRANT desk TO \(role)",
            "GRANT \(team.database)_\(name == "serve" ? "manager" : "serve") TO \(role)", "SELECT * FROM member", "DELETE FROM member",
            "INSERT INTO member VALUES ('\(role)x', 'serve', NULL)", "UPDATE member SET part = 'manager'",
            "CREATE TABLE leadsheet.more (n int)", "CREATE FUNCTION leadsheet.more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE OR REPLACE FUNCTION leadsheet.me() RETURNS bigint LANGUAGE sql AS 'SELECT 2::bigint'",
            "ALTER FUNCTION leadsheet.me() SECURITY INVOKER", "DROP POLICY guard_read ON customer",
            "ALTER POLICY guard_read ON customer USING (true)",
            "CREATE POLICY more ON customer USING (true)", "ALTER TABLE customer DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE customer DISABLE TRIGGER USER", "ALTER TABLE customer OWNER TO \(role)", "DROP TABLE customer",
            "SET session_replication_role = replica", "COPY customer TO PROGRAM 'cat'", "COPY customer TO '/tmp/x'",
            "GRANT SELECT ON customer TO PUBLIC; SELECT * FROM member",
            "CREATE TEMP TABLE mine (spreadsheet_id bigint, status text, deleted_at bigint, is_test bigint, arrived_at bigint); CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION count_customer()",
        ] { #expect(try team.answer(name, statement) == Self.denied, "\(statement)") }
        if name != "serve" {
            #expect(try team.answer(name, "SET row_security = off; SELECT id FROM customer") == Self.denied)
        }
    }

    @Test("tables and functions of one's own do not stand in the way of those that guard the rows")
    func shadows() throws {
        let team = try Team()
        #expect(try team.answer("ana", "CREATE TEMP TABLE mine (n int)") == Self.denied)
        try team.connection().command("GRANT TEMPORARY ON DATABASE \(team.database) TO PUBLIC")
        let ana = try team.connection("ana")
        try ana.command(
            """
            CREATE TEMP TABLE member (role text, part text, user_id bigint); INSERT INTO pg_temp.member VALUES (session_user, 'manager', \(team.ben));
            CREATE TEMP TABLE spreadsheet AS SELECT \(team.sheetOfBen)::bigint AS id, \(team.ben)::bigint AS user_id;
            CREATE FUNCTION pg_temp.part() RETURNS text LANGUAGE sql AS $$ SELECT 'manager' $$;
            CREATE FUNCTION pg_temp.me() RETURNS bigint LANGUAGE sql AS 'SELECT \(team.ben)::bigint';
            GRANT ALL ON pg_temp.member, pg_temp.spreadsheet TO PUBLIC; SET search_path = pg_temp, leadsheet;
            """)
        #expect(try ana.text("SELECT count(*) FROM leadsheet.customer WHERE customer_name LIKE '%\(Team.secretOfBen)%'") == "0")
        #expect(try ana.text("SELECT leadsheet.part()") == "sales")
        #expect(try ana.text("SELECT leadsheet.me()") == "\(team.desk.ana)")
        let found = #"SELECT count(*) FROM leadsheet.found_customers('[["%\#(Team.secretOfBen)%"]]', 10)"#
        #expect(try ana.text(found) == "0")
        #expect(try team.connection("bea").text(found) == team.connection().text(found))
        // What is between the quotes of a pattern stays there.
        let hostile = #"SELECT count(*) FROM leadsheet.found_customers('[["%'') OR true --%"], ["\\"]]', 10)"#
        #expect(try ana.text(hostile) == "0")
    }

    @Test("sealed secrets, undo steps that hold them, what Meta posted and who was erased are for the service alone")
    func secrets() throws {
        let team = try Team()
        for name in ["ana", "bea"] {
            for statement in [
                "SELECT meta_page_access_token FROM meta_page", "SELECT meta_app_secret FROM meta_page",
                "SELECT meta_verify_token FROM meta_page", "SELECT * FROM meta_page", "UPDATE meta_page SET meta_app_secret = NULL",
                "SELECT body FROM webhook_delivery", "SELECT * FROM erasure", "DELETE FROM webhook_event",
            ] { #expect(try team.answer(name, statement) == Self.denied, "\(statement)") }
            let connection = try team.connection(name)
            #expect(try connection.text("SELECT count(*) FROM activity WHERE page_id IS NOT NULL") == "0")
            let sealed =
                "SELECT count(DISTINCT sealed(meta_page_id, 'meta_app_secret')) FROM meta_page WHERE sealed(meta_page_id, 'meta_app_secret') <> ''"
            #expect(try connection.text(sealed) == "0")
            let store = try team.store(name)
            let pages = try store.pages(of: nil)
            #expect(pages.count == (name == "ana" ? 1 : 2) && pages.allSatisfy { $0.hasAccessToken && $0.signatureChecked })
            #expect(try store.opensSecrets() == false)
            let refused = #expect(throws: StoreError.self) { try store.settings(of: "page-\(Team.secretOfAna)") }
            #expect(refused?.message.contains("may not read the tokens of pages") == true)
            #expect(throws: StoreError.self) { try store.apply(.savePage(Desk.settings("new")), by: team.desk.ana, at: Desk.start) }
            #expect(throws: StoreError.self) { try store.raw(of: 1) }
            #expect(!store.intakeLock().isAllowed)
        }
        let service = try team.store("serve")
        #expect(try service.settings(of: "page-\(Team.secretOfAna)")?.metaPageAccessToken == Secret("EAA\(Team.secretOfAna)"))
        #expect(try service.opensSecrets() && service.intakeLock().isAllowed)
        #expect(try service.raw(of: 1)?.body == Array("{}".utf8))
    }

    @Test("a manager hands a customer over: it is no longer the one's, and with its timeline the other's, signed by the manager")
    func handingOver() throws {
        let team = try Team()
        let (ana, ben, bea) = (try team.store("ana"), try team.store("ben"), try team.store("bea"))
        #expect(try ana.moveTargets(besides: team.desk.ana) == [])
        #expect(throws: StoreError.self) {
            try ana.apply(.moveCustomer(team.customerOfAna, from: team.desk.sheet, to: team.sheetOfBen), by: team.desk.ana, at: Desk.start)
        }
        #expect(try bea.moveTargets(besides: team.desk.ana).map(\.id).contains(team.sheetOfBen))
        let mark = CustomerMark(try #require(try bea.customer(team.customerOfAna)))
        _ = try bea.changePortion(.set(.remark, "many"), of: [mark], batch: nil, by: team.desk.ana, at: Desk.start)
        #expect(try ana.customer(team.customerOfAna)?.remark == "many")
        #expect(try bea.undo(by: team.desk.ana, at: Desk.start) != nil)
        #expect(try ana.customer(team.customerOfAna)?.remark != "many")
        _ = try bea.apply(
            .moveCustomer(team.customerOfAna, from: team.desk.sheet, to: team.sheetOfBen), by: team.desk.ana, at: Desk.start)
        #expect(try ana.customer(team.customerOfAna) == nil)
        let person = try #require(try ben.person(of: team.customerOfAna, for: team.ben, limit: 20))
        #expect(person.timeline.contains { $0.text == Team.secretOfAna && $0.author == "ana" })
        #expect(person.timeline.contains { $0.text.hasPrefix("given to ben") && $0.author == "bea" })
        #expect(try team.closed.faults(inIndexes: true) == [])
    }

    @Test("a line of the timeline bears its writer's name, and nobody else rewrites it")
    func signing() throws {
        let team = try Team()
        let bea = try team.store("bea")
        _ = try bea.apply(.addNote(team.customerOfAna, text: "call her"), by: team.desk.ana, at: Desk.start)
        let connection = try team.connection("ana")
        try connection.command(
            """
            INSERT INTO activity (user_id, author, at, kind, customer_id, spreadsheet_id, text, sentence)
            VALUES (\(team.desk.ana), 'bea', 9, 'noted', \(team.customerOfAna), \(team.desk.sheet), 'forged', '')
            """)
        #expect(try connection.text("SELECT author FROM activity WHERE text = 'forged'") == "ana")
        try connection.command(
            """
            INSERT INTO activity (author, at, kind, customer_id, spreadsheet_id, text, sentence)
            VALUES ('x', 9, 'noted', \(team.customerOfAna), \(team.desk.sheet), 'of all', '')
            """)
        for statement in [
            "UPDATE activity SET text = 'x' WHERE text = 'of all'", "UPDATE activity SET undo_state = 'undone' WHERE author = 'ana'",
        ] {
            #expect(try team.answer("bea", statement) == Self.denied, "\(statement)")
        }
        #expect(try team.answer("bea", "DELETE FROM activity WHERE author = 'ana'") == "done 0")
        // Nor does the one in whose list it is.
        #expect(try team.answer("ana", "UPDATE activity SET text = 'x' WHERE text = 'call her'") == Self.denied)
        try connection.command(
            """
            INSERT INTO activity (at, kind, customer_id, spreadsheet_id, text, sentence)
            VALUES (9, 'claimed', \(team.customerOfAna), \(team.desk.sheet), 'offered to bea', '')
            """)
        #expect(try connection.text("SELECT author FROM activity WHERE text = 'offered to bea'") == "ana")
    }

    @Test("in one list everybody takes back their own steps alone, and goes on to under another name")
    func ownSteps() throws {
        let team = try Team()
        let (ana, bea, user) = (try team.store("ana"), try team.store("bea"), team.desk.ana)
        func undone(_ store: CRMStore, back: Bool = true) throws -> String? {
            let applied = try back ? store.undo(by: user, at: Desk.start) : store.redo(by: user, at: Desk.start)
            return applied?.sentence.split(separator: ": ").last.map(String.init)
        }
        func note(_ store: CRMStore, _ text: String) throws {
            _ = try store.apply(.addNote(team.customerOfAna, text: text), by: user, at: Desk.start)
        }
        try note(ana, "my own")
        try note(bea, "call her")
        #expect(try undone(ana) == "my own")
        #expect(try undone(bea) == "call her" && undone(bea) == nil)
        try note(bea, "write to her")
        // What the other has taken back is still theirs to do again.
        #expect(try undone(ana, back: false) == "my own" && undone(bea, back: false) == nil)
        for (user, name) in [(user, "anna"), (team.bea, "beate")] { try team.desk.store.renameUser(user, to: name) }
        #expect(try undone(ana) == "my own" && undone(bea) == "write to her")
        // One of somebody who is no user any more is in the way of nobody.
        try note(bea, "gone")
        try team.desk.store.removeUser(team.bea, at: Desk.start)
        #expect(try undone(ana) == "gone")
    }

    @Test("a part that is taken away counts at once, and so does the removal of a user")
    func revoking() throws {
        let team = try Team()
        let (ana, ben, bea) = (try team.connection("ana"), try team.connection("ben"), try team.connection("bea"))
        let count = "SELECT count(*) FROM customer"
        #expect(try ana.text(count) != "0" && ben.text(count) != "0" && bea.text(count) != "0")
        _ = try team.closed.revoke(team.role("ana"))
        #expect(throws: ServerError.self) { try ana.text(count) }
        try team.desk.store.removeUser(team.bea, at: Desk.start)
        #expect(try bea.text(count) == "0" && ben.text(count) != "0")
        #expect(throws: StoreError.self) { try team.closed.revoke(team.role("ana")) }
        #expect(try team.closed.status().members?.map(\.role) == [team.role("ben"), team.role("serve")])
        try team.closed.grant(.sales, to: team.role("ana"), of: "ben")
        #expect(try ana.text("SELECT me()") == "\(team.ben)")
    }

    @Test("one whose part was taken away is told so by all that is open, and one without a right who has it")
    func told() throws {
        let team = try Team()
        let (ben, bea) = (try team.store("ben"), try team.store("bea"))
        let foreign = #expect(throws: StoreError.self) { try bea.addUser("eve") }
        #expect(foreign?.message.contains("The owner of the database has it") == true, "\(foreign?.message ?? "")")
        for name in ["ben", "bea"] { _ = try team.closed.revoke(team.role(name)) }
        try team.desk.store.removeUser(team.ben, at: Desk.start)
        for (store, user) in [(ben, team.ben), (bea, team.bea)] {
            let read = #expect(throws: StoreError.self) { try store.spreadsheets(of: user) }
            #expect(read?.message.contains("Your role on the server may not read this") == true, "\(read?.message ?? "")")
            let write = #expect(throws: StoreError.self) { try store.setPreference("theme", to: "light", of: user) }
            #expect(write?.message.contains("Your role on the server") == true, "\(write?.message ?? "")")
        }
    }

    @Test("the role that keeps the database locked against writes or a new version is named", arguments: AdvisoryLock.allCases)
    func locker(_ lock: AdvisoryLock) throws {
        let team = try Team()
        let (ana, ben, owner) = (try team.connection("ana"), try team.connection("ben"), try team.connection())
        #expect(try AdvisoryLock.holder(on: owner) == nil)
        try ana.command("BEGIN; SELECT pg_advisory_xact_lock(\(lock.key))")
        let told = try AdvisoryLock.holder(on: owner)
        #expect(told?.wholeMatch(of: /a connection of the role (.*) in a transaction of \d+ s/)?.1 == Substring(team.role("ana")))
        #expect(try team.closed.status().locker?.contains(team.role("ana")) == true)
        #expect(try AdvisoryLock.holder(on: ben) == "a connection of the role \(team.role("ana"))")
        let address = try ServerAddress(PostgresCluster.shared.get().database(team.database, as: team.role("ben")))
        let refused = #expect(throws: StoreError.self) {
            try PostgresEngine.stating(address, writing: true) { throw ServerError(state: "55P03", sentence: "") }
        }
        #expect(refused?.message.contains("for 5 seconds, a connection of the role ana") == true, "\(refused?.message ?? "")")
        let read = StoreError(ServerError(state: "55P03", sentence: ""), location: "x", writing: false, locker: told)
        #expect(read.message.hasPrefix("The data could not be read (another program has kept the database locked"))
    }

    @Test("a role notices that it may write again, and not before")
    func grantedAgain() throws {
        let team = try Team()
        let store = try team.store("ana")
        #expect(store.canWrite())
        _ = try team.closed.revoke(team.role("ana"))
        #expect(!store.canWrite())
        try team.closed.grant(.sales, to: team.role("ana"), of: "ana")
        #expect(store.canWrite())
        for name in ["ben", "bea", "serve"] { #expect(try team.store(name).canWrite(), "\(name)") }
    }

    @Test("a salesperson's pages say that their settings are kept from the role; the service's do not")
    func hiddenSettings() throws {
        let team = try Team()
        #expect(try team.store("ana").pages(of: team.desk.ana).map(\.hidesSettings) == [true])
        #expect(try team.store("serve").pages(of: nil).allSatisfy { !$0.hidesSettings })
        #expect(try team.desk.store.pages(of: nil).allSatisfy { !$0.hidesSettings })
    }

    @Test("a role that may save no page makes no key for one")
    func noKey() throws {
        let team = try Team()
        _ = try team.desk.store.apply(.removePage("page-\(Team.secretOfBen)"), by: team.ben, at: Desk.start)
        let file = "\(team.desk.folder)/ben.key"
        let store = try team.store("ben", sealer: .load(environment: [:], keyFile: file))
        try store.prepareKey(isAlone: false)
        #expect(throws: StoreError.self) { try store.apply(.savePage(Desk.settings("200")), by: team.ben, at: Desk.start) }
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test("a role of one database is nobody in another of the same server")
    func otherDatabase() throws {
        let (team, other) = (try Team(), try Team())
        for name in ["ana", "bea", "serve"] {
            let address = try PostgresCluster.shared.get().database(other.database, as: team.role(name))
            #expect(throws: ServerError.self) { try Connection(ServerAddress(address)).text("SELECT count(*) FROM leadsheet.customer") }
            let refused = #expect(throws: StoreError.self) { try PostgresEngine(address: address) }
            #expect(refused?.message.contains("Its owner gives it its part: leadsheet database grant") == true, "\(refused?.message ?? "")")
        }
    }

    @Test("one who has the rights of the owner is given no part, nor is an unknown user, and only the owner gives any")
    func granting() throws {
        let team = try Team()
        let strong = "strong_\(team.database.suffix(12))"
        try team.connection().command("CREATE ROLE \(strong) LOGIN; GRANT desk TO \(strong)")
        let refused = #expect(throws: StoreError.self) { try team.closed.grant(.sales, to: strong, of: "ana") }
        #expect(refused?.message.contains("would see all rows whatever its part") == true, "\(refused?.message ?? "")")
        let unknown = #expect(throws: StoreError.self) { try team.closed.grant(.sales, to: "nobody_\(strong)", of: "eve") }
        #expect(unknown?.message.contains("There is no user eve (known: ana, ben, bea)") == true)
        let bea = ServerDatabase(try PostgresCluster.shared.get().database(team.database, as: team.role("bea")))
        #expect(throws: StoreError.self) { try bea.grant(.manager, to: team.role("ana"), of: "ana") }
        #expect(try bea.status().members == nil)
        let odd = #"od"d; x_\#(strong)"#
        try team.closed.grant(.manager, to: odd, of: "ana")
        try team.closed.grant(.sales, to: odd, of: "ana")
        #expect(try team.closed.status().members?.contains(TeamMember(role: odd, part: .sales, user: "ana")) == true)
    }

    @Test("an owner who is no administrator of the server makes tables and roles, and sees all rows")
    func plainOwner() throws {
        let (scratch, cluster) = (try Scratch(), try PostgresCluster.shared.get())
        let administrator = try Connection(ServerAddress(scratch.empty()))
        let (owner, role) = ("owner_\(scratch.name.suffix(12))", "ana_\(scratch.name.suffix(12))")
        try administrator.command("CREATE ROLE \(owner) LOGIN; ALTER DATABASE \(scratch.name) OWNER TO \(owner)")
        let address = try cluster.database(scratch.name, as: owner)
        try PostgresEngine.create(address: address)
        let store = try CRMStore(address: address, sealer: .random())
        let ana = try store.addUser("ana").id
        let refused = #expect(throws: StoreError.self) { try ServerDatabase(address).grant(.sales, to: role, of: "ana") }
        #expect(refused?.message.contains(#"ALTER ROLE "\#(owner)" CREATEROLE"#) == true, "\(refused?.message ?? "")")
        try administrator.command("ALTER ROLE \(owner) CREATEROLE")
        try ServerDatabase(address).grant(.sales, to: role, of: "ana")

        let sales = try CRMStore(address: cluster.database(scratch.name, as: role), sealer: .random())
        let sheet = try sales.apply(.createSpreadsheet(name: "Fair", description: ""), by: ana, at: Desk.start).spreadsheetID ?? 0
        let draft = CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Maria Rossi"])
        _ = try sales.apply(.addCustomer(draft), by: ana, at: Desk.start)
        let query = SheetQuery(sheet, search: "rossi")
        for store in [store, sales] {
            #expect(try store.rows(query, from: .start, limit: 10).rows.map(\.customerName) == ["Maria Rossi"])
        }
        #expect(try ServerDatabase(address).status().members == [TeamMember(role: role, part: .sales, user: "ana")])
    }
}
