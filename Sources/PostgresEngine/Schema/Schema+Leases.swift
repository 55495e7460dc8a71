/// Processes that fetch leads at once, on several machines. A file has one at a time.
extension Schema {
    /// The version in which these came.
    static let leasesVersion = 36

    /// A row for each event that a process is fetching: by which number that process is known, and until when the event is its own.
    static let leases = """
        CREATE TABLE event_lease (
            event_id bigint PRIMARY KEY REFERENCES webhook_event(id) ON DELETE CASCADE,
            fetcher bigint NOT NULL,
            fetching_until bigint NOT NULL
        );
        \(guarding("event_lease", "(SELECT part()) = 'serve'"))

        """
}
