-- ?1 changed, ?2 token, ?3 record
UPDATE person_token
SET changed = ?1
WHERE token = ?2 AND record = ?3
