-- What oversight upheld of these records or on their word.
-- ?1 records (list) -> fact, owner, record id, speaker, source id, until ms
WITH found (id) AS (
    SELECT c.id
    FROM numbers(?1) AS j
    JOIN claim AS c ON c.record = j.value AND c.state = 'UPHELD'
    UNION
    SELECT c.id
    FROM numbers(?1) AS j
    JOIN claim AS c ON c.source = j.value AND c.state = 'UPHELD'
)
SELECT c.fact, coalesce(h.agency, ''), coalesce(h.record_id, ''), c.speaker, coalesce(s.record_id, ''), c.until_ms
FROM found AS f
JOIN claim AS c ON c.id = f.id
LEFT JOIN head AS h ON h.record = c.record
LEFT JOIN head AS s ON s.record = c.source
ORDER BY c.id
