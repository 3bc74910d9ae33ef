-- What oversight is told of by a time, past a number.
-- ?1 now, epoch milliseconds, ?2 after, ?3 most
SELECT number, token, body FROM correction
WHERE oversight_ms <= ?1 AND number > ?2 ORDER BY number LIMIT ?3
