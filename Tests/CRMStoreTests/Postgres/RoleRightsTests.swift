import CRM
import CRMStore
import Foundation
import Testing

@testable import PostgresEngine

/// What stands in the server's catalogue, whatever rows there are.
@Suite("The rights of each part", .enabled(if: PostgresCluster.whyNot == nil)) struct RoleRightsTests {
    /// The tables of which a role reads all rows, or none.
    private static let unguarded = [
        "counter": "numbers that go up, which tell whether pages were changed", "ended_status": "the statuses of the machine that serves",
        "erased_lead": "hashes, so that an import brings nobody back who was erased", "erasure_salt": "with which these are made",
        "event_count": "how many events of each state there are", "member": "nobody's but the owner's",
        "schema_version": "the version, and the text that tells these data from others",
    ]

    /// A line for each table: what sales, manager and serve may do with it, or with some of its columns.
    private static let matrix = """
        activity SIUD SIUD SIUD
        arrival_count SIU SIU SIUD
        call_under_way SIUD SIUD SIUD
        catch_up_form S S SIUD
        catch_up_page S S SIUD
        counter S S SIUD
        customer SIU SIU SIUD
        customer_count SIU SIU SIUD
        ended_status S S SIUD
        erased_lead S S SIUD
        erasure - - SIUD
        erasure_salt S S SIUD
        event_count S S SIUD
        event_lease - - SIUD
        form S S SIUD
        form_mapping SI SI SIUD
        intake_holder S S SIUD
        lead SIUD SIUD SIUD
        lead_count S S SIUD
        lead_event SU SU SIUD
        lead_offer S S SIUD
        member - - -
        meta_page SU SU SIUD
        preference SIUD SIUD SIUD
        saved_view SID SID SIUD
        schema_version S S S
        spreadsheet SIU SIU SIUD
        spreadsheet_share SIUD SIUD SIUD
        step_under_way SID SID SIUD
        template SIUD SIUD SIUD
        user S S S
        webhook_delivery - - SIUD
        webhook_event SU SU SIUD
        """

    @Test("each table is guarded, or stands on a list with the reason; each part has its rights, and nobody else any")
    func tables() throws {
        let team = try Team()
        let owner = try team.connection()
        func letters(_ part: TeamPart) -> String {
            let verbs = ["SELECT", "INSERT", "UPDATE", "DELETE"].map { verb in
                let some = verb == "DELETE" ? "has_table_privilege" : "has_any_column_privilege"
                return "CASE WHEN \(some)('\(team.database)_\(part)', oid, '\(verb)') THEN '\(verb.prefix(1))' ELSE '' END"
            }
            return "coalesce(nullif(\(verbs.joined(separator: " || ")), ''), '-')"
        }
        let ofSchema = "FROM pg_class WHERE relnamespace = 'leadsheet'::regnamespace AND relkind = 'r'"
        let found = try owner.text(
            "SELECT string_agg(concat_ws(' ', relname, \(letters(.sales)), \(letters(.manager)), \(letters(.serve))), chr(10) ORDER BY relname) \(ofSchema)"
        )
        #expect(found == Self.matrix)
        let open = try owner.text("SELECT string_agg(relname, ',' ORDER BY relname) \(ofSchema) AND NOT relrowsecurity")
        #expect(open == Self.unguarded.keys.sorted().joined(separator: ","))
        // A verb that a part has and no policy names would find no row, whoever asks.
        for verb in ["SELECT", "INSERT", "UPDATE", "DELETE"] {
            let some = verb == "DELETE" ? "has_table_privilege" : "has_any_column_privilege"
            let idle = try owner.text(
                """
                SELECT string_agg(relname, ',') \(ofSchema) AND relrowsecurity AND \(some)('\(team.database)_sales', oid, '\(verb)')
                    AND NOT EXISTS (SELECT 1 FROM pg_policies WHERE tablename = relname AND cmd IN ('ALL', '\(verb)'))
                """)
            #expect(idle == nil, "\(verb)")
        }
    }

    @Test("nothing is for everybody who may connect, and few may; a function with the owner's rights looks for names in the owner's schema")
    func everybody() throws {
        let team = try Team()
        let owner = try team.connection()
        let ofSchema = "FROM pg_proc WHERE pronamespace = 'leadsheet'::regnamespace AND probin IS NULL"
        let open = try owner.text("SELECT string_agg(proname, ',') \(ofSchema) AND has_function_privilege('public', oid, 'EXECUTE')")
        #expect(open == nil)
        let pathless = "NOT coalesce(proconfig @> ARRAY['search_path=leadsheet, pg_temp'], false)"
        #expect(try owner.text("SELECT string_agg(proname, ',') \(ofSchema) AND prosecdef AND \(pathless)") == nil)
        let tables = "SELECT string_agg(relname, ',') FROM pg_class WHERE relnamespace = 'leadsheet'::regnamespace AND relkind = 'r'"
        #expect(try owner.text("\(tables) AND has_any_column_privilege('public', oid, 'SELECT, INSERT, UPDATE, REFERENCES')") == nil)
        for right in ["CONNECT", "TEMPORARY"] {
            #expect(try owner.text("SELECT has_database_privilege('public', current_database(), '\(right)')::int") == "0")
        }
        let stranger = "stranger_\(team.database.suffix(12))"
        try owner.command("CREATE ROLE \(stranger) LOGIN")
        let address = try PostgresCluster.shared.get().database(team.database, as: stranger)
        #expect(throws: ServerError.self) { try Connection(ServerAddress(address)) }
    }

    @Test("a database that was brought here from the version before has the rights of a new one")
    func upgraded() throws {
        let (old, new) = (try Team(), try Team())
        let owner = try old.connection()
        let group = "\(old.database)_sales"
        try owner.command(
            """
            UPDATE schema_version SET version = \(Schema.guardsVersion - 1);
            GRANT ALL ON ALL TABLES IN SCHEMA leadsheet TO \(group); GRANT CONNECT, TEMPORARY ON DATABASE \(old.database) TO PUBLIC;
            REVOKE EXECUTE ON FUNCTION \(TeamGrants.functions) FROM \(group); GRANT EXECUTE ON FUNCTION \(TeamGrants.functions) TO PUBLIC;
            DROP FUNCTION is_own_line, ends_call, takes_in, was_taken_back, is_others_page, sign_call, sign_wish, guard_event, guard_hook, guard_page CASCADE;
            CREATE POLICY guard_remove ON activity FOR DELETE USING (true);
            CREATE FUNCTION pages_of_others() RETURNS text[] LANGUAGE sql AS 'SELECT NULL::text[]'
            """)
        _ = try old.closed.upgrade()
        for list in [
            "SELECT string_agg(policies::text, chr(10) ORDER BY tablename, policyname) FROM pg_policies AS policies",
            "SELECT string_agg(relname || relacl::text, chr(10) ORDER BY relname) FROM pg_class WHERE relnamespace = 'leadsheet'::regnamespace",
            """
            SELECT string_agg(attrelid::regclass::text || attname || attacl::text, chr(10) ORDER BY attrelid::regclass::text, attname)
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'leadsheet'::regnamespace
            """,
            """
            SELECT string_agg(pg_get_functiondef(oid) || proacl::text, chr(10) ORDER BY proname) FROM pg_proc
            WHERE pronamespace = 'leadsheet'::regnamespace AND probin IS NULL
            """,
            "SELECT string_agg(pg_get_triggerdef(oid), chr(10) ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT datacl::text FROM pg_database WHERE datname = current_database()",
        ] {
            func rights(_ team: Team) throws -> String? {
                // An entry of a list of rights stands where it was given first.
                try team.connection().text(list)?.replacing(team.database, with: "it").split(separator: "\n").map { line in
                    line.split(separator: ",").map { $0.trimmingCharacters(in: ["{", "}"]) }.sorted().joined(separator: ",")
                }.joined(separator: "\n")
            }
            let made = try rights(new)
            #expect(try made?.isEmpty == false && rights(old) == made, "\(list)")
        }
    }
}
