extension Schema {
    static let consents = """
        -- What the person consented to in a form's own boxes, as JSON: [{"name": the box's key, "is_given": true}].
        ALTER TABLE lead ADD COLUMN consent TEXT NOT NULL DEFAULT '[]';
        -- Meta sends "1" and "".
        UPDATE lead SET consent = (
            SELECT json_group_array(json_object('name', json_extract(box.value, '$.checkbox_key'),
                'is_given', json(iif(json_extract(box.value, '$.is_checked') IN ('1', 'true', 1), 'true', 'false'))))
            FROM json_each(raw, '$.custom_disclaimer_responses') AS box WHERE json_type(box.value, '$.checkbox_key') = 'text')
        WHERE instr(raw, '"custom_disclaimer_responses"') > 0 AND json_valid(raw) AND json_type(raw, '$.custom_disclaimer_responses') = 'array';

        """
}
