-- Class of one record by its name.
-- ?1 agency, ?2 record id, ?3 cited tokens (list), ?4 cited records (list), ?5 now ms
-- -> code, record, klass, seq, people
WITH cited (record) AS MATERIALIZED (
    SELECT c.record
    FROM texts(?3) AS j
    JOIN case_token AS c ON c.token = j.value
    WHERE c.until_ms = 9223372036854775807
    UNION ALL
    SELECT j.value FROM numbers(?4) AS j
)
SELECT
    coalesce(k.klass, h.klass) * 4 + CASE WHEN h.record IN (SELECT record FROM cited) THEN 2 ELSE 0 END
    + CASE WHEN (abs(h.until_ms) > ?5) <> (h.until_ms > 0) THEN 0 ELSE 1 END AS code,
    h.record, coalesce(k.klass, h.klass), h.seq, h.people
FROM head AS h
LEFT JOIN class_at AS k ON k.record = h.record AND k.from_ms <= ?5 AND k.until_ms > ?5
WHERE h.record_id = ?2 AND h.agency = ?1
