-- Versions with what proves them, by seq of rows that a view has allowed.
-- ?1 seqs (JSON) -> seq, version, sha256, recorded ms, page, leaf, salt, path, body, voice
SELECT l.seq, l.version, l.sha256, l.recorded_ms, l.page, l.leaf, l.salt, l.path, l.body, l.voice
FROM json_each(?1) AS j
JOIN log AS l ON l.seq = j.value
