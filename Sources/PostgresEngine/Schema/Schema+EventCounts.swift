/// How many events of each state there are.
extension Schema {
    /// The version in which those who change events at once do not wait for each other to count them.
    static let eventCountsVersion = 41

    /// A row says by how many the events of a state have grown or become fewer; their sum is how many there are. One row for each state would be
    /// locked by whoever changes an event, until the end of the transaction. New events come in transactions of which there is one at a time: these
    /// make few rows of many.
    static let countEvents = """
        CREATE OR REPLACE FUNCTION fold_event_count() RETURNS void LANGUAGE sql \(asOwner) AS $$
            WITH part AS (DELETE FROM event_count RETURNING state, n)
            INSERT INTO event_count SELECT state, sum(n) FROM part GROUP BY state;
        $$;
        CREATE OR REPLACE FUNCTION count_event() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        BEGIN
            INSERT INTO event_count SELECT state, count(*) FROM added GROUP BY state;
            IF (SELECT count(*) FROM event_count) > 200 THEN PERFORM fold_event_count(); END IF;
            RETURN NULL;
        END $$;
        CREATE OR REPLACE FUNCTION recount_event() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        BEGIN
            INSERT INTO event_count
            SELECT state, sum(n) FROM (SELECT state, 1 AS n FROM became UNION ALL SELECT state, -1 FROM was) AS part
            GROUP BY state HAVING sum(n) <> 0;
            RETURN NULL;
        END $$;
        CREATE OR REPLACE TRIGGER event_counted AFTER INSERT ON webhook_event
            REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_event();
        CREATE OR REPLACE TRIGGER event_recounted AFTER UPDATE ON webhook_event
            REFERENCING OLD TABLE AS was NEW TABLE AS became FOR EACH STATEMENT EXECUTE FUNCTION recount_event();
        REVOKE EXECUTE ON FUNCTION fold_event_count(), count_event(), recount_event() FROM PUBLIC;
        """

    /// Brings there the tables of before.
    static let countedInParts = """
        DROP TRIGGER event_counted ON webhook_event;
        ALTER TABLE event_count DROP CONSTRAINT IF EXISTS event_count_pkey;
        \(countEvents)
        """
}
