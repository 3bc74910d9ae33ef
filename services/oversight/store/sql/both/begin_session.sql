-- A session that waited is open from now on.
-- ?1 id, ?2 opened, ?3 expires, epoch ms
UPDATE session
SET opened_ms = ?2, expires_ms = ?3
WHERE id = ?1
