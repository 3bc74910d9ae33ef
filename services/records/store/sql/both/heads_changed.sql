-- Heads by the number of their last change: what a follower reads.
-- ?1 after number, ?2 limit ->
-- number, seq of the newest version, klass, until_ms, record, agency, record_id, version, status, own
SELECT changed, seq, klass, until_ms, record, agency, record_id, version, status, own
FROM head
WHERE changed > ?1
ORDER BY changed
LIMIT ?2
