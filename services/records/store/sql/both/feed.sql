-- The log after a place, in order: what a follower reads.
-- ?1 after seq, ?2 limit -> seq, record, version, sha256, recorded ms
SELECT seq, record, version, sha256, recorded_ms
FROM log
WHERE seq > ?1
ORDER BY seq
LIMIT ?2
