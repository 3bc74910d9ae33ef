-- Versions of one record, oldest first.
-- ?1 record, ?2 after version, ?3 limit -> seq, version
SELECT seq, version
FROM log
WHERE record = ?1 AND version > ?2
ORDER BY version
LIMIT ?3
