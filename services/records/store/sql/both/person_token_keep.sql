-- A newer version of the record carries the token on.
-- ?1 changed, ?2 born from, ?3 born to, ?4 ordered, ?5 birth by, ?6 token, ?7 record
UPDATE person_token
SET changed = ?1, born_from = ?2, born_to = ?3, ordered = ?4, birth_by = ?5
WHERE token = ?6 AND record = ?7 AND until_ms = 9223372036854775807
