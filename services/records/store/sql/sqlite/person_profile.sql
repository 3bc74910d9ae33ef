-- Classes of the records that carry an identifier, with how many; nothing of the records themselves.
-- ?1 token, ?2 known to the hub at ms, ?3 cited tokens and records (JSON), ?4 now ms
-- -> code (klass * 4 + in cited case * 2 + in force), klass, number, when time changes the first of them
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
    coalesce(k.klass, h.klass),
    count(*),
    nullif(
        min(min(
            CASE WHEN abs(h.until_ms) > ?4 THEN abs(h.until_ms) ELSE 9223372036854775807 END,
            coalesce(k.until_ms, 9223372036854775807)
        )),
        9223372036854775807
    )
FROM person_token AS p
JOIN head AS h ON h.record = p.record
LEFT JOIN class_at AS k ON k.record = h.record AND k.from_ms <= ?4 AND k.until_ms > ?4
WHERE p.token = ?1 AND p.since_ms <= ?2 AND p.until_ms > ?2
GROUP BY code
ORDER BY code
