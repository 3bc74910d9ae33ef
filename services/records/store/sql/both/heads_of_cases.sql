-- Heads that carry any of the case tokens, now or before.
-- ?1 tokens (list), ?2 most of them -> the row in table order
SELECT
    h.record, h.agency, h.record_id, h.version, h.seq, h.kind, h.status, h.own, h.klass, h.until_ms, h.act_day,
    h.people, h.cases, h.facts
FROM (
    SELECT DISTINCT c.record
    FROM texts(?1) AS j
    JOIN case_token AS c ON c.token = j.value
    LIMIT ?2
) AS m
JOIN head AS h ON h.record = m.record
ORDER BY h.record
