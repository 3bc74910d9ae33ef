-- What was told past a sequence.
-- ?1 feed, ?2 after, ?3 most
SELECT sequence, body, told_ms FROM alert WHERE feed = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3
