-- An owner's proposals past a number.
-- ?1 owner, ?2 after, ?3 most
SELECT number, token, body FROM correction
WHERE owner = ?1 AND number > ?2 AND body <> x'' ORDER BY number LIMIT ?3
