-- What a record says of its person's birth, and whose word that is; under the tokens that it carries now.
-- ?1 birth by, ?2 born from, ?3 born to, ?4 record
UPDATE person_token
SET birth_by = ?1, born_from = ?2, born_to = ?3
WHERE record = ?4 AND until_ms = 9223372036854775807
