-- Records of cases that are about no person, of the allowed classes only, as their owners' names order them.
-- ?1 case tokens (list), ?2 known to the hub at ms, ?3 cited tokens (list), ?4 cited records (list), ?5 now ms,
-- ?6 allowed codes (list)
-- -> code, record, agency, record id, seq of the newest version, kind, its case tokens
WITH cited (record) AS MATERIALIZED (
    SELECT c.record
    FROM texts(?3) AS j
    JOIN case_token AS c ON c.token = j.value
    WHERE c.until_ms = 9223372036854775807
    UNION ALL
    SELECT j.value FROM numbers(?4) AS j
), members (record) AS (
    SELECT DISTINCT c.record
    FROM texts(?1) AS j
    JOIN case_token AS c ON c.token = j.value
    WHERE c.since_ms <= ?2 AND c.until_ms > ?2
)
SELECT r.code, r.record, r.agency, r.record_id, r.seq, r.kind, r.cases
FROM (
    SELECT
        coalesce(k.klass, h.klass) * 4 + CASE WHEN h.record IN (SELECT record FROM cited) THEN 2 ELSE 0 END
        + CASE WHEN (abs(h.until_ms) > ?5) <> (h.until_ms > 0) THEN 0 ELSE 1 END AS code,
        h.record, h.agency, h.record_id, h.seq, h.kind, h.cases
    FROM members AS m
    JOIN head AS h ON h.record = m.record
    LEFT JOIN class_at AS k ON k.record = h.record AND k.from_ms <= ?5 AND k.until_ms > ?5
    WHERE h.people = ''
) AS r
WHERE r.code IN (SELECT j.value FROM numbers(?6) AS j)
ORDER BY r.agency, r.record_id
