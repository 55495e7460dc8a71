extension Schema {
    static let preferences = """
        -- How each user likes the screens, such as the theme and the order of a spreadsheet.
        CREATE TABLE preference (
            user_id INTEGER NOT NULL REFERENCES user(id) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            value TEXT NOT NULL,
            PRIMARY KEY (user_id, name)
        ) STRICT, WITHOUT ROWID;

        """
}
