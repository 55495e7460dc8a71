import CRM
import Testing

@testable import PostgresEngine

@Suite("Statements for PostgreSQL") struct PlaceholderTests {
    @Test(
        "arguments are numbered as SQLite numbers them",
        arguments: [
            ("SELECT 1", "SELECT 1", 0),
            ("a = ? AND b = ?", "a = $1 AND b = $2", 2),
            ("a = ?1 OR ?1 IS NULL", "a = $1 OR $1 IS NULL", 1),
            ("a = ?2 AND b = ? AND c = ?1", "a = $2 AND b = $3 AND c = $1", 3),
            ("a = ?12", "a = $12", 12),
        ])
    func numbers(_ statement: String, _ sql: String, _ count: Int) {
        let places = Placeholders(statement)
        #expect(places.sql == sql && places.count == count)
    }

    @Test(
        "what stands in literals, names and comments is no argument",
        arguments: [
            "a = 'what?' AND b = $1", "a = 'it''s ?' AND b = $1", #"SELECT "who?" FROM t WHERE b = $1"#,
            "SELECT 1 -- really?\n WHERE b = $1",
            "SELECT 1 /* ? ' */ WHERE b = $1", "SELECT '", "SELECT 'ñ?' WHERE b = $1",
        ])
    func literals(_ sql: String) {
        #expect(Placeholders(sql.replacing("$1", with: "?")).sql == sql)
    }

    @Test("letters that LIKE takes for more than themselves are themselves")
    func escapes() {
        #expect(TrigramSearch.escaped(#"50%_a\b"#) == #"50\%\_a\\b"#)
        #expect(TrigramSearch.patterns([SearchTerm(exactly: "a-b")]) == nil, "no three letters beside each other")
        #expect(TrigramSearch.patterns([SearchTerm(exactly: "50%off")]) == #"[["%50\\%off%"]]"#)
    }
}
