-- Every record that carries a number of a case now: the case's own papers, and its people's.
-- ?1 case tokens (list), ?2 now ms -> code, record, agency, record id, seq of the newest version, kind, its case tokens
WITH members (record) AS (
    SELECT DISTINCT c.record
    FROM texts(?1) AS j
    JOIN case_token AS c ON c.token = j.value
    WHERE c.until_ms = 9223372036854775807
)
SELECT
    coalesce(k.klass, h.klass) * 4 + 2 + CASE WHEN (abs(h.until_ms) > ?2) <> (h.until_ms > 0) THEN 0 ELSE 1 END AS code,
    h.record, h.agency, h.record_id, h.seq, h.kind, h.cases
FROM members AS m
JOIN head AS h ON h.record = m.record
LEFT JOIN class_at AS k ON k.record = h.record AND k.from_ms <= ?2 AND k.until_ms > ?2
ORDER BY h.agency, h.record_id
