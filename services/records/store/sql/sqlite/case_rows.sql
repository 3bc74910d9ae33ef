-- Records of cases that are about no person, of the allowed classes only, as their owners' names order them.
-- ?1 case tokens (JSON), ?2 known to the hub at ms, ?3 cited (JSON), ?4 now ms, ?5 allowed codes (JSON)
-- -> code, record, agency, record id, seq of the newest version, kind, its case tokens
WITH cited (record) AS MATERIALIZED (
    SELECT c.record
    FROM json_each(?3) AS j
    JOIN case_token AS c ON c.token = j.value
    WHERE c.until_ms = 9223372036854775807
    UNION ALL
    SELECT j.value FROM json_each(?3) AS j WHERE j.type = 'integer'
), members (record) AS (
    SELECT DISTINCT c.record
    FROM json_each(?1) AS j
    JOIN case_token AS c ON c.token = j.value
    WHERE c.since_ms <= ?2 AND c.until_ms > ?2
)
SELECT
    coalesce(k.klass, h.klass) * 4 + (h.record IN (SELECT record FROM cited)) * 2
    + coalesce((abs(h.until_ms) > ?4) = (h.until_ms > 0), 1) AS code,
    h.record, h.agency, h.record_id, h.seq, h.kind, h.cases
FROM members AS m
JOIN head AS h ON h.record = m.record
LEFT JOIN class_at AS k ON k.record = h.record AND k.from_ms <= ?4 AND k.until_ms > ?4
WHERE h.people = '' AND code IN (SELECT value FROM json_each(?5))
ORDER BY h.agency, h.record_id
