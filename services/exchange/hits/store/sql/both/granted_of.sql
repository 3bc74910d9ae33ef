-- What is released to an agency at a time, and ends last.
-- ?1 receiver, ?2 now, epoch milliseconds, ?3 most
SELECT r.number, r.token, r.body FROM hit_granted AS g JOIN hit_request AS r ON r.token = g.token
WHERE g.receiver = ?1 AND g.until_ms > ?2 AND r.body <> x'' ORDER BY g.until_ms DESC, r.number LIMIT ?3
