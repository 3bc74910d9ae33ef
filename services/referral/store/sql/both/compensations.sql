-- All past a number.
-- ?1 after, ?2 most
SELECT number, token, body FROM compensation WHERE number > ?1 ORDER BY number LIMIT ?2
