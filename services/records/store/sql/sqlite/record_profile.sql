-- Class of one record by its name.
-- ?1 agency, ?2 record id, ?3 cited tokens and records (JSON), ?4 now ms -> code, record, klass, seq, people
WITH cited (record) AS MATERIALIZED (
    SELECT c.record
    FROM json_each(?3) AS j
    JOIN case_token AS c ON c.token = j.value
    WHERE c.until_ms = 9223372036854775807
    UNION ALL
    SELECT j.value FROM json_each(?3) AS j WHERE j.type = 'integer'
)
SELECT
    coalesce(k.klass, h.klass) * 4 + (h.record IN (SELECT record FROM cited)) * 2
    + coalesce((abs(h.until_ms) > ?4) = (h.until_ms > 0), 1) AS code,
    h.record, coalesce(k.klass, h.klass), h.seq, h.people
FROM head AS h
LEFT JOIN class_at AS k ON k.record = h.record AND k.from_ms <= ?4 AND k.until_ms > ?4
WHERE h.record_id = ?2 AND h.agency = ?1
