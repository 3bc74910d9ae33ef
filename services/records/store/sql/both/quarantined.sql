-- What of an agency was refused, newest first, without the bodies.
-- ?1 agency, ?2 limit -> page, leaf, record id, field, rule, recorded ms
SELECT q.page, q.leaf, q.record_id, q.field, q.rule, q.recorded_ms
FROM quarantine AS q
JOIN page AS p ON p.page = q.page
WHERE p.agency = ?1
ORDER BY q.page DESC, q.leaf
LIMIT ?2
