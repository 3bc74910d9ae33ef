-- ?1 until ms, ?2 changed, ?3 token, ?4 record
UPDATE person_token
SET until_ms = ?1, changed = ?2
WHERE token = ?3 AND record = ?4 AND until_ms = 9223372036854775807
