extension Schema {
    /// An undo or redo whose customers are moved portion by portion: written with its beginning, gone with its end, so that one that was
    /// cut short is known and carried on.
    static let stepsUnderWay = """
        CREATE TABLE step_under_way (
            activity_id INTEGER PRIMARY KEY REFERENCES activity(id) ON DELETE CASCADE,
            back INTEGER NOT NULL CHECK (back IN (0, 1))
        ) STRICT;

        """

    /// Counts up with each process that takes the intake over: one that lost it without knowing finds another number.
    static let intakeTerm = "INSERT INTO counter VALUES ('intake', 0);"

    /// Why an event is in its state, as a code, and Meta's own words apart from ours. Of older events the code is told from the
    /// sentences of the versions that wrote them.
    static let eventReasons = """
        ALTER TABLE webhook_event ADD COLUMN reason TEXT;
        ALTER TABLE webhook_event ADD COLUMN message TEXT;
        ALTER TABLE meta_page ADD COLUMN blocked_code TEXT;
        UPDATE meta_page SET blocked_code = CASE
            WHEN blocked_reason = 'Invalid Meta Page Access Token' THEN 'token_refused'
            WHEN blocked_reason LIKE 'The page access token lacks the permission%' THEN 'permission_missing'
            WHEN blocked_reason LIKE 'The page access token lacks a permission%' THEN 'permission_missing'
            WHEN blocked_reason LIKE 'The app secret does not fit%' THEN 'proof_refused'
            ELSE 'page_blocked' END
        WHERE state = 'blocked';
        UPDATE webhook_event SET reason = CASE
            WHEN error LIKE 'No user found for page_id: %' THEN 'no_user'
            WHEN remedy LIKE 'The page has no access token yet%' THEN 'no_token'
            WHEN error = 'Invalid Meta Page Access Token' THEN 'token_refused'
            WHEN error LIKE 'The page access token lacks the permission%' THEN 'permission_missing'
            WHEN error LIKE 'The page access token lacks a permission%' THEN 'permission_missing'
            WHEN error LIKE 'The app secret does not fit%' THEN 'proof_refused'
            WHEN error = 'same lead again, already here' THEN 'duplicate'
            WHEN error LIKE 'Meta test received%' THEN 'meta_test'
            WHEN error LIKE 'Not a lead:%' THEN 'not_a_lead'
            WHEN error LIKE 'A lead came without its id%' THEN 'no_lead'
            WHEN error LIKE 'The event names no lead%' THEN 'no_lead'
            WHEN error = 'the person was erased' THEN 'erased'
            WHEN plan = 'missing' THEN 'lead_missing'
            WHEN plan = 'passing' THEN 'meta_trouble'
            WHEN remedy LIKE 'Nothing to do: Meta asked for a pause%' THEN 'rate_limited'
            END
        WHERE error IS NOT NULL;

        """
}
