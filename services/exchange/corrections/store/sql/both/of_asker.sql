-- What an agency proposed in one case past a number.
-- ?1 asker, ?2 after, ?3 most
SELECT number, token, body FROM correction
WHERE asker = ?1 AND number > ?2 AND body <> x'' ORDER BY number LIMIT ?3
