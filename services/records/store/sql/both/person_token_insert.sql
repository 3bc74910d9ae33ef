-- ?1 token, ?2 record, ?3 since ms, ?4 strength, ?5 changed, ?6 born from, ?7 born to, ?8 ordered, ?9 birth by
INSERT INTO person_token (token, record, since_ms, until_ms, strength, changed, born_from, born_to, ordered, birth_by)
VALUES (?1, ?2, ?3, 9223372036854775807, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (token, record, since_ms) DO UPDATE SET
    until_ms = excluded.until_ms, changed = excluded.changed, born_from = excluded.born_from,
    born_to = excluded.born_to, ordered = excluded.ordered, birth_by = excluded.birth_by
