-- What a node gave before a snapshot and not in it.
-- ?1 peer, ?2 snapshot, ?3 limit -> record
SELECT record
FROM copy
WHERE peer = ?1 AND snapshot < ?2
ORDER BY snapshot, record
LIMIT ?3
