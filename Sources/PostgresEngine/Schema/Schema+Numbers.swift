/// The numbers of rows, which the server gives. A role that may write the number of a row writes none that is still to be given: everybody's rows
/// would be refused when their turn came.
extension Schema {
    /// The version from which no salesperson's role chooses the number of a row.
    static let numbersVersion = 39

    /// Undo puts templates and views back under the numbers that they had. No role has the right to write that of another table's row, nor to
    /// change one (``TeamGrants``).
    static let numbering = """
        CREATE OR REPLACE FUNCTION guard_number() RETURNS trigger LANGUAGE plpgsql \(asOwner) AS $$
        DECLARE given bigint = pg_sequence_last_value(pg_get_serial_sequence(format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME), 'id'));
        BEGIN
            IF me() IS NOT NULL AND NEW.id > coalesce(given, 0) THEN
                RAISE insufficient_privilege USING MESSAGE = 'a new row is numbered by the server';
            END IF;
            RETURN NEW;
        END $$;
        REVOKE EXECUTE ON FUNCTION guard_number() FROM PUBLIC;
        CREATE OR REPLACE TRIGGER template_numbered BEFORE INSERT ON template FOR EACH ROW EXECUTE FUNCTION guard_number();
        CREATE OR REPLACE TRIGGER saved_view_numbered BEFORE INSERT ON saved_view FOR EACH ROW EXECUTE FUNCTION guard_number();

        """
}
