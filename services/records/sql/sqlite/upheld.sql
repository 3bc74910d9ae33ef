-- What oversight upheld of these records or on their word.
-- ?1 records (JSON) -> fact, owner, record id, speaker, source id, until ms
SELECT c.fact, coalesce(h.agency, ''), coalesce(h.record_id, ''), c.speaker, coalesce(s.record_id, ''), c.until_ms
FROM claim AS c
LEFT JOIN head AS h ON h.record = c.record
LEFT JOIN head AS s ON s.record = c.source
WHERE
    c.state = 'UPHELD'
    AND (
        c.record IN (SELECT j.value FROM json_each(?1) AS j)
        OR c.source IN (SELECT j.value FROM json_each(?1) AS j)
    )
ORDER BY c.id
