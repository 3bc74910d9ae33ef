-- Versions after a seq, with whose word they are.
-- ?1 after seq, ?2 limit -> seq, record, version, sha256, recorded ms, page, leaf, body, voice
SELECT seq, record, version, sha256, recorded_ms, page, leaf, body, voice
FROM log
WHERE seq > ?1
ORDER BY seq
LIMIT ?2
