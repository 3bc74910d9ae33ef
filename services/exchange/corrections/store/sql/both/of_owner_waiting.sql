-- Those of them that wait.
-- ?1 owner, ?2 after, ?3 most
SELECT number, token, body FROM correction
WHERE owner = ?1 AND waits = 1 AND number > ?2 ORDER BY number LIMIT ?3
