/// The process that does the intake. A file has a lock of the system for it.
extension Schema {
    /// One row at most: by which number the holder of the intake's right is known, on which connection, since when, and when it has last given a
    /// sign of life. It is read by every role, so that sentences can name the holder. Nothing of it outlives a new version of the tables.
    static let intakeHolder = """
        DROP TABLE IF EXISTS intake_holder;
        CREATE TABLE intake_holder (
            one bigint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
            holder bigint NOT NULL,
            connection bigint NOT NULL,
            process bigint NOT NULL,
            machine text NOT NULL,
            role text NOT NULL,
            since bigint NOT NULL,
            beat_at bigint NOT NULL
        );
        \(guarding("intake_holder", reading: "(SELECT part()) IS NOT NULL", changing: "(SELECT part()) = 'serve'"))

        """
}
