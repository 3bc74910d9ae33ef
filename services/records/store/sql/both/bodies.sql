-- Versions with what proves them, by seq of rows that a view has allowed. A record's newest version is confirmed where
-- oversight upheld the copy of a court's record that came with it.
-- ?1 seqs (list) -> seq, version, sha256, recorded ms, page, leaf, salt, path, body, voice, confirmed
SELECT
    l.seq, l.version, l.sha256, l.recorded_ms, l.page, l.leaf, l.salt, l.path, l.body, l.voice,
    EXISTS (
        SELECT 1
        FROM claim AS c
        JOIN head AS h ON h.record = c.source AND h.seq = l.seq
        WHERE c.source = l.record AND c.state = 'UPHELD' AND c.fact IN ('EXTRACT', 'ORDER_ON_PAPER')
    )
FROM numbers(?1) AS j
JOIN log AS l ON l.seq = j.value
