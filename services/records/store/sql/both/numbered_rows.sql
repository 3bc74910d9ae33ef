-- Records by their numbers, as a view decides them.
-- ?1 records (list), ?2 cited tokens (list), ?3 cited records (list), ?4 now ms
-- -> code, record, agency, record id, seq of the newest version, kind, its case tokens, its person tokens
WITH cited (record) AS MATERIALIZED (
    SELECT c.record
    FROM texts(?2) AS j
    JOIN case_token AS c ON c.token = j.value
    WHERE c.until_ms = 9223372036854775807
    UNION ALL
    SELECT j.value FROM numbers(?3) AS j
)
SELECT
    coalesce(k.klass, h.klass) * 4 + CASE WHEN h.record IN (SELECT record FROM cited) THEN 2 ELSE 0 END
    + CASE WHEN (abs(h.until_ms) > ?4) <> (h.until_ms > 0) THEN 0 ELSE 1 END AS code,
    h.record, h.agency, h.record_id, h.seq, h.kind, h.cases, h.people
FROM numbers(?1) AS j
JOIN head AS h ON h.record = j.value
LEFT JOIN class_at AS k ON k.record = h.record AND k.from_ms <= ?4 AND k.until_ms > ?4
ORDER BY h.record
