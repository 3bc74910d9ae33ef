-- Heads that carry any of the person tokens, now or before.
-- ?1 tokens (list) -> the row in table order
SELECT
    h.record, h.agency, h.record_id, h.version, h.seq, h.kind, h.status, h.own, h.klass, h.until_ms, h.act_day,
    h.people, h.cases, h.facts
FROM (
    SELECT DISTINCT p.record
    FROM texts(?1) AS j
    JOIN person_token AS p ON p.token = j.value
) AS m
JOIN head AS h ON h.record = m.record
ORDER BY h.record
