/// The values that a role may write into the rows that are its to change (``guards``): whose name a row bears, who has a customer, and what becomes of
/// events. A role without a user, as that of the service, and the owner write what they need.
extension Schema {
    /// A line of the timeline bears the name of the user whose role has written it, and is changed by nobody else. A call and a wish not to be called
    /// do so as well; a wish that is the person's already, in another of their rows or by a line of this one, keeps its name.
    static let signing = """
        CREATE OR REPLACE FUNCTION sign_activity() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        BEGIN
            IF me() IS NULL THEN RETURN NEW; END IF;
            IF TG_OP = 'INSERT' THEN
                NEW.author = (SELECT name FROM "user" WHERE id = me());
                RETURN NEW;
            END IF;
            IF NEW.spreadsheet_id IS DISTINCT FROM OLD.spreadsheet_id AND part() = 'sales' AND NEW.spreadsheet_id <> ALL (written_sheets()) THEN
                RAISE insufficient_privilege USING MESSAGE = 'a line of the timeline goes where its customer goes';
            END IF;
            IF (OLD.text, OLD.sentence, OLD.before, OLD.after, OLD.undo_state)
                    IS NOT DISTINCT FROM (NEW.text, NEW.sentence, NEW.before, NEW.after, NEW.undo_state)
                OR is_own_line(OLD.author, coalesce(OLD.user_id, (SELECT user_id FROM activity WHERE id = OLD.part_of)))
            THEN RETURN NEW; END IF;
            RAISE insufficient_privilege USING MESSAGE = 'a line of the timeline is changed by its author';
        END $$;
        CREATE OR REPLACE TRIGGER activity_signed
            BEFORE INSERT OR UPDATE OF spreadsheet_id, text, sentence, before, after, undo_state ON activity
            FOR EACH ROW EXECUTE FUNCTION sign_activity();
        CREATE OR REPLACE FUNCTION sign_call() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        BEGIN
            NEW.author = coalesce((SELECT name FROM "user" WHERE id = me()), NEW.author);
            RETURN NEW;
        END $$;
        CREATE OR REPLACE TRIGGER call_signed BEFORE INSERT OR UPDATE ON call_under_way FOR EACH ROW EXECUTE FUNCTION sign_call();
        CREATE OR REPLACE FUNCTION sign_wish() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        BEGIN
            IF me() IS NULL OR EXISTS (SELECT 1 FROM activity WHERE customer_id = NEW.id AND author = NEW.do_not_call_by AND kind = 'called')
                OR EXISTS (SELECT 1 FROM customer AS other WHERE (other.phone_e164 = NEW.phone_e164 OR other.email_key = NEW.email_key)
                    AND (other.do_not_call_at, other.do_not_call_by) = (NEW.do_not_call_at, NEW.do_not_call_by))
            THEN RETURN NEW; END IF;
            NEW.do_not_call_by = (SELECT name FROM "user" WHERE id = me());
            RETURN NEW;
        END $$;
        CREATE OR REPLACE TRIGGER customer_wish_signed BEFORE UPDATE OF do_not_call_at, do_not_call_by ON customer
            FOR EACH ROW WHEN (NEW.do_not_call_at IS NOT NULL
                AND (NEW.do_not_call_at, NEW.do_not_call_by) IS DISTINCT FROM (OLD.do_not_call_at, OLD.do_not_call_by))
            EXECUTE FUNCTION sign_wish();

        """

    /// A user takes a customer for themselves alone, and one whom nobody has who may write there. Giving it back, moving it away and deleting it is for
    /// them, and for the owner of the spreadsheet.
    static let claiming = """
        CREATE OR REPLACE FUNCTION guard_claim() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        DECLARE held bigint = CASE WHEN TG_OP = 'UPDATE' THEN OLD.claimed_by END;
        BEGIN
            IF me() IS NULL OR part() = 'manager' THEN RETURN NEW; END IF;
            IF held <> me() AND NOT OLD.spreadsheet_id = ANY (my_sheets())
                AND EXISTS (SELECT 1 FROM spreadsheet WHERE id = OLD.spreadsheet_id AND user_id = held
                    UNION ALL SELECT 1 FROM spreadsheet_share
                        WHERE spreadsheet_id = OLD.spreadsheet_id AND user_id = held AND may_write = 1)
                AND ((NEW.claimed_by, NEW.claimed_at) IS DISTINCT FROM (held, OLD.claimed_at)
                    OR OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL
                    -- Whoever has moved it there, with its claim, takes that back.
                    OR OLD.deleted_at IS NULL AND NEW.spreadsheet_id <> OLD.spreadsheet_id AND NOT EXISTS (
                        SELECT 1 FROM activity WHERE customer_id = OLD.id AND action = 'moveCustomer' AND undo_state = 'done'
                            AND spreadsheet_id = OLD.spreadsheet_id AND at >= OLD.claimed_at AND is_own_line(author, me())))
            THEN RAISE insufficient_privilege USING MESSAGE = 'a customer whom a colleague has taken stays theirs, where it is'; END IF;
            IF NEW.claimed_by <> me() AND NEW.claimed_by IS DISTINCT FROM held THEN
                RAISE insufficient_privilege USING MESSAGE = 'a customer is taken by the one who will have it';
            END IF;
            RETURN NEW;
        END $$;
        CREATE OR REPLACE TRIGGER customer_claimed BEFORE INSERT OR UPDATE OF claimed_by, claimed_at, spreadsheet_id, deleted_at ON customer
            FOR EACH ROW EXECUTE FUNCTION guard_claim();

        """

    /// An event that waits is tried again, or its lead has come with a file; a page that is blocked is set free, and a hook that has failed is run again.
    /// All else about them is the service's.
    static let journalled = """
        CREATE OR REPLACE FUNCTION guard_event() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        BEGIN
            IF me() IS NULL OR NEW.state = 'waiting' AND OLD.state IN ('waiting', 'blocked', 'failed')
                    AND NEW.customer_id IS NOT DISTINCT FROM OLD.customer_id
                OR NEW.state = 'saved' AND EXISTS (SELECT 1 FROM lead WHERE lead.leadgen_id = NEW.leadgen_id AND lead.customer_id = NEW.customer_id)
            THEN RETURN NEW; END IF;
            RAISE insufficient_privilege USING MESSAGE = 'an event is tried again, or saved with its lead';
        END $$;
        CREATE OR REPLACE TRIGGER event_guarded BEFORE UPDATE ON webhook_event FOR EACH ROW EXECUTE FUNCTION guard_event();
        CREATE OR REPLACE FUNCTION guard_hook() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        BEGIN
            IF me() IS NULL OR OLD.error IS NOT NULL AND NEW.hook = 'pending' AND NEW.error IS NULL THEN RETURN NEW; END IF;
            RAISE insufficient_privilege USING MESSAGE = 'a hook that has failed is run again, and no other';
        END $$;
        CREATE OR REPLACE TRIGGER hook_guarded BEFORE UPDATE ON lead_event FOR EACH ROW EXECUTE FUNCTION guard_hook();
        CREATE OR REPLACE FUNCTION guard_page() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        BEGIN
            IF me() IS NULL OR NEW.state = 'ok' THEN RETURN NEW; END IF;
            RAISE insufficient_privilege USING MESSAGE = 'a page is blocked by the service';
        END $$;
        CREATE OR REPLACE TRIGGER page_guarded BEFORE UPDATE ON meta_page FOR EACH ROW EXECUTE FUNCTION guard_page();

        """

    /// Counts follow from the rows that a role may write, also where it may not write the counts.
    static let countingAsOwner = """
        ALTER FUNCTION count_customer() \(asOwner);
        ALTER FUNCTION count_lead() \(asOwner);
        ALTER FUNCTION count_event() \(asOwner);

        """

    /// Nothing here is for everybody who may connect: the parts have what they need by ``TeamGrants``. And no role may hang a function that runs with
    /// the owner's rights on a table of its own.
    static let closing = """
        REVOKE EXECUTE ON FUNCTION \(TeamGrants.functions), count_customer(), count_lead(), count_event(), count_page_change(), end_customer(),
            place_page(), guard_number(), sign_activity(), sign_call(), sign_wish(), guard_claim(), guard_event(), guard_hook(), guard_page()
            FROM PUBLIC;

        """
}
