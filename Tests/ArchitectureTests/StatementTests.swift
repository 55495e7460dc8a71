import Foundation
import Testing

/// The layers of the store: rules, statements, session, engine (`Sources/README.md`).
@Suite("Statements")
struct StatementTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// The Swift files of a folder of `Sources`, by their paths in `Sources`.
    private static func files(_ folder: String = "") throws -> [(path: String, text: String)] {
        let walker = try #require(FileManager.default.enumerator(at: sources.appending(path: folder), includingPropertiesForKeys: nil))
        return try walker.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
            (String($0.path.dropFirst(sources.path.count + 1)), try String(contentsOf: $0, encoding: .utf8))
        }
    }

    // MARK: Layers

    @Test("rules hold no SQL")
    func rules() throws {
        let sql =
            #/
            \b (?: SELECT\s | INSERT\s+INTO\s | UPDATE\s+\S+\s+SET\s | DELETE\s+FROM\s )
            | (?: ^ | \s ) (?: WHERE | ORDER\s+BY | GROUP\s+BY | VALUES | LIMIT ) \s
            /#
        let files = try Self.files("CRMStore").filter { !$0.path.hasPrefix("CRMStore/SQL/") && !$0.path.hasPrefix("CRMStore/Session/") }
        #expect(files.count > 30)
        for (path, text) in files {
            for literal in Self.literals(text) where literal.contains(sql) {
                Issue.record("\(path) holds SQL, which belongs to CRMStore/SQL: \(literal.prefix(80))")
            }
        }
    }

    @Test("one file names an engine")
    func engine() throws {
        for (path, text) in try Self.files() where !path.hasPrefix("SQLiteEngine/") && !path.hasPrefix("PostgresEngine/") {
            let imports = text.matches(of: #/(?m)^[^/"\n]*\bimport\s+(?:(?:struct|class|enum|protocol|func|let|var|typealias)\s+)?(\w+)/#)
            let modules = Set(imports.map { String($0.1) })
            #expect(modules.isDisjoint(with: ["GRDB", "GRDBSQLite", "CPostgres"]), "\(path)")
            #expect(modules.isDisjoint(with: ["SQLiteEngine", "PostgresEngine"]) || path == "leadsheet/Service/OpenStore.swift", "\(path)")
        }
    }

    // MARK: What both engines speak

    /// Each stands for something that no text says to both engines. Before another one comes here, look whether there is a common way.
    @Test("the engines' SQL differs in a few things alone")
    func dialect() throws {
        let file = try #require(try Self.files("CRMStore/Session").first { $0.path.hasSuffix("/Dialect.swift") })
        let members = file.text.matches(of: #/(?m)^    (?:func|var) (\w+)/#).map { String($0.1) }
        let known = [
            // PostgreSQL has no hints: it chooses its indexes by its statistics.
            "indexed", "notIndexed",
            // A set of numbers as one argument: JSON, or an array.
            "list", "argument",
            // Functions with the same meaning and other names.
            "contains", "text", "greatest",
            // A list as one text, and rows that another one is changing.
            "commaSeparated", "skippingLocked",
            // A collation of a column, or a function over it.
            "folded",
            // Columns that a role of a server may not read, the users for whom it may work, and whose lines are its own.
            "sealed", "worksFor", "isOwn",
            // Rows that a role of a server does not see.
            "isOthersLead",
            // Where the engine keeps the numbers that it gives.
            "lastNumber",
        ]
        #expect(Set(members) == Set(known))
    }

    /// What SQLite takes and PostgreSQL does not, or takes for something else, and what to write instead.
    private static var unportable: [(Regex<Substring>, instead: String)] {
        [
            (#/(?i)\bifnull\s*\(/#, "coalesce"),
            (#/(?i)\biif\s*\(/#, "CASE WHEN … THEN … ELSE … END"),
            (#/(?i)\binstr\s*\(/#, "dialect.contains"),
            (#/(?i)\bjson_\w+\s*\(|->/#, "dialect.text or dialect.list"),
            (#/(?i)\bgroup_concat\s*\(/#, "rows that are put together in Swift"),
            (#/(?i)\b(?:max|min)\s*\([^()]*(?:\([^()]*\)[^()]*)*,/#, "dialect.greatest or dialect.least"),
            (#/(?i)\btotal\s*\(/#, "coalesce(sum(…), 0)"),
            (#/(?i)\b(?:strftime|julianday|unixepoch|datetime|randomblob|zeroblob|hex|printf)\s*\(/#, "an argument worked out in Swift"),
            (#/(?i)\b(?:changes|total_changes|last_insert_rowid)\s*\(/#, "Session.run or Session.insert, which tell it"),
            (#/(?i)\bINSERT\s+OR\b|\bUPDATE\s+OR\b|\bREPLACE\s+INTO\b/#, "ON CONFLICT (columns)"),
            (#/(?i)\bON\s+CONFLICT\s+(?!\()/#, "the columns of the key: ON CONFLICT (columns)"),
            (#/(?i)\bIS\s+(?:NOT\s+)?(?!NOT\b|NULL\b|DISTINCT\b)\S/#, "IS NOT DISTINCT FROM or IS DISTINCT FROM"),
            (#/(?i)\b(?:NOT\s+)?INDEXED\b/#, "dialect.indexed or dialect.notIndexed"),
            (#/(?i)\bx'/#, "an argument of type Data"),
            (#/(?i)\bAS\s+BLOB\b/#, "an argument of type Data"),
            (#/(?i)\bCOLLATE\b|\bGLOB\b|\bREGEXP\b|\bMATCH\b/#, "a folded column, or a term that Session.candidates looks up"),
            (#/(?i)\bLIKE\b/#, "dialect.contains: the two engines differ in letters' cases"),
            (#/(?i)\b(?:rowid|_rowid_|oid)\b/#, "the column of the number"),
            (#/(?i)\bsqlite_\w+/#, "a member of the dialect"),
            (#/(?i)\bPRAGMA\b|\bVACUUM\b|\bATTACH\b/#, "a member of Session or Engine"),
            (#/==/#, "="),
            (#/[`\[\]]/#, "the name between double quotes"),
            // Of an argument that was not compared with anything before, PostgreSQL does not know the type.
            (#/(?i)(?:\(|\bWHERE|\bAND|\bCASE\s+WHEN)\s*\?\d*\s+IS\s+(?:NOT\s+)?NULL\b/#, "column = ?1 OR ?1 IS NULL, in this order"),
            // A comparison is 1 or 0 to SQLite, and no number to PostgreSQL.
            (#/(?i)\b(?:sum|count)\s*\((?!\s*CASE)[^()]*(?:=|<|>|\bIS\b|\bIN\b)[^()]*\)/#, "count(*) FILTER (WHERE …)"),
            (#/(?i)[-+*]\s*\((?!\s*SELECT)[^()]*(?:=|<|>|\bIS\b)[^()]*\)/#, "CASE WHEN … THEN 1 ELSE 0 END"),
            // A number is no condition to PostgreSQL.
            (#/(?i)\bNOT\s+(?!EXISTS\b|IN\b|NULL\b|DISTINCT\b|BETWEEN\b|MATERIALIZED\b|\()\w/#, "= 0 of a column that is 0 or 1"),
            (
                #/
                (?i) \b(?:WHERE|AND|OR|ON|WHEN)\s+ (?:\w+\.)?(?:is_\w+|signature_checked|back)
                \s* (?: $ | \) | \b(?:AND|OR|THEN|ORDER|GROUP|LIMIT)\b )
                /#,
                "= 1 of a column that is 0 or 1"
            ),
            (#/(?i)\bLIMIT\s+[^\s(),]+\s*,|\bLIMIT\s+-/#, "LIMIT … OFFSET …, or no LIMIT"),
            (#/(?i)\bORDER\s+BY\b[^()]*?\bIS\s+(?:NOT\s+)?NULL\b/#, "NULLS LAST or NULLS FIRST"),
            (#/(?i)\b(?:FROM|JOIN|INTO|UPDATE)\s+user\b|(?:^|[\s(,=])user\./#, "\"user\", which is a word of PostgreSQL's"),
            // Beside `excluded` a bare name is ambiguous.
            (
                #/
                (?i) \bDO\s+UPDATE\s+SET\b (?:.|\n)*? =\s* (?: coalesce\( (?:excluded\.\w+,\s*)? )?
                (?! excluded\b | coalesce\b | NULL\b | CASE\b | [0-9] ) \w+\b (?!\.)
                /#,
                "the table before the column: table.column"
            ),
        ]
    }

    @Test("statements are in the SQL that all engines speak")
    func portability() throws {
        let files = try Self.files("CRMStore/SQL")
        let rules = Self.unportable
        #expect(files.count > 10)
        for (path, text) in files {
            for literal in Self.literals(text) {
                for finding in Self.findings(literal, rules) { Issue.record("\(path): \(finding)") }
            }
        }
    }

    @Test("a subquery in FROM has a name")
    func subqueries() throws {
        for (path, text) in try Self.files("CRMStore/SQL") {
            for literal in Self.literals(text) {
                for end in Self.endsOfSubqueries(literal) {
                    #expect(end.prefixMatch(of: /\s*AS\s+\w+/) != nil, "\(path): … FROM (…)\(end.prefix(30)); write: FROM (…) AS name")
                }
            }
        }
    }

    @Test(
        "what is not portable is found",
        arguments: [
            "SELECT ifnull(n, 0) FROM t", "UPDATE t SET n = max(n, ?) WHERE id = ?", "UPDATE t SET n = max(coalesce(n, 0), ?)",
            "SELECT 1 FROM t WHERE plan IS ?6", "SELECT 1 FROM t WHERE plan IS NOT other.plan", "SELECT 1 FROM t WHERE instr(body, ?) > 0",
            "SELECT 1 FROM t WHERE ?1 IS NULL OR n = ?1",
            "UPDATE t SET body = x''", "SELECT CAST(? AS BLOB)", "INSERT OR IGNORE INTO t (n) VALUES (?)",
            "INSERT INTO t (n) VALUES (1) ON CONFLICT DO NOTHING", "SELECT sum(hook = 'pending') FROM t",
            "UPDATE t SET tries = tries + (?4 IS NOT NULL)", "SELECT 1 FROM t WHERE NOT signature_checked",
            "SELECT 1 FROM t WHERE is_test AND n > 0", "SELECT id FROM t ORDER BY title IS NULL, title", "SELECT name FROM user",
            "SELECT 1 FROM t JOIN user ON user.id = t.user_id", "SELECT id FROM t INDEXED BY t_n", "SELECT id FROM t WHERE name LIKE ?",
            "INSERT INTO t (n) VALUES (1) ON CONFLICT (n) DO UPDATE SET m = coalesce(excluded.m, m)",
            "INSERT INTO t (n) VALUES (1) ON CONFLICT (n) DO UPDATE SET n = n + 1",
        ])
    func found(_ sql: String) {
        #expect(!Self.findings(sql).isEmpty)
    }

    @Test(
        "what is portable is let pass",
        arguments: [
            "SELECT max(at), min(id) FROM t WHERE a IS NOT NULL AND b IS NOT DISTINCT FROM ? AND NOT EXISTS (SELECT 1 FROM u)",
            "SELECT (SELECT max(n) FROM u), coalesce(n, 0) FROM t WHERE id NOT IN (SELECT id FROM u) ORDER BY title NULLS LAST, id",
            "SELECT count(*) FILTER (WHERE hook = 'pending') FROM t WHERE is_test = 0 AND (user_id = ?1 OR ?1 IS NULL)",
            "INSERT INTO t (n, m) VALUES (?, ?) ON CONFLICT (n) DO UPDATE SET m = t.m + excluded.m, k = coalesce(excluded.k, t.k)",
            "SELECT \"user\".name FROM t JOIN \"user\" ON \"user\".id = t.user_id WHERE n + (SELECT count(*) FROM u) > 0",
        ])
    func passed(_ sql: String) {
        #expect(Self.findings(sql) == [])
    }

    /// One sentence for each thing that is not portable in a text.
    private static func findings(_ sql: String, _ rules: [(Regex<Substring>, instead: String)] = unportable) -> [String] {
        rules.compactMap { pattern, instead in sql.firstMatch(of: pattern).map { "\"\($0.output)\"; write: \(instead)" } }
    }

    /// What follows each `FROM (SELECT …)` and `JOIN (SELECT …)`.
    private static func endsOfSubqueries(_ sql: String) -> [Substring] {
        sql.matches(of: /(?:FROM|JOIN)\s*\(\s*SELECT\b/).map { match in
            var depth = 1
            let inner = sql[match.range.lowerBound...].drop { $0 != "(" }.dropFirst()
            return inner.drop { character in
                if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
                return depth > 0
            }.dropFirst()
        }
    }

    // MARK: Literals

    /// The string literals of a file, without its comments. An interpolation stands in its literal as `\_`; the literals in it are
    /// literals of their own.
    private static func literals(_ source: String) -> [String] {
        var reader = LiteralReader(source)
        reader.read(until: nil)
        return reader.literals
    }
}

/// Reads Swift as far as is needed to know what stands in string literals.
private struct LiteralReader {
    private(set) var literals: [String] = []
    private var rest: Substring

    init(_ source: String) { rest = source[...] }

    private mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest.removeFirst(text.count)
        return true
    }

    /// Code, up to the parenthesis that ends an interpolation, or to the end.
    mutating func read(until end: Character?) {
        var depth = 0
        while let next = rest.first {
            if take("//") {
                rest = rest.drop { !$0.isNewline }
            } else if take("/*") {
                while !rest.isEmpty, !take("*/") { rest.removeFirst() }
            } else if next == "\"" || next == "#" && rest.drop(while: { $0 == "#" }).first == "\"" {
                readLiteral()
            } else {
                rest.removeFirst()
                if next == "(" { depth += 1 }
                if next == ")" {
                    if depth == 0, end == ")" { return }
                    depth -= 1
                }
            }
        }
    }

    private mutating func readLiteral() {
        let hashes = String(rest.prefix { $0 == "#" })
        rest.removeFirst(hashes.count)
        let quotes = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
        rest.removeFirst(quotes.count)
        var text = ""
        while let next = rest.first {
            if take(quotes + hashes) { break }
            if take("\\" + hashes + "(") {
                read(until: ")")
                text += "\\_"
            } else if take("\\" + hashes) {
                if let escaped = rest.popFirst() { text.append(escaped) }
            } else {
                text.append(next)
                rest.removeFirst()
            }
        }
        literals.append(text)
    }
}
