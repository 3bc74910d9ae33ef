-- Protection orders that carry any of the case tokens or the person tokens now.
-- ?1 case tokens (list), ?2 person tokens (list) -> the row in table order
SELECT
    h.record, h.agency, h.record_id, h.version, h.seq, h.kind, h.status, h.own, h.klass, h.until_ms, h.act_day,
    h.people, h.cases, h.facts
FROM (
    SELECT c.record
    FROM texts(?1) AS j
    JOIN case_token AS c ON c.token = j.value
    WHERE c.until_ms = 9223372036854775807
    UNION
    SELECT p.record
    FROM texts(?2) AS j
    JOIN person_token AS p ON p.token = j.value
    WHERE p.until_ms = 9223372036854775807
) AS m
JOIN head AS h ON h.record = m.record
WHERE h.kind = 'PROTECTION_ORDER'
ORDER BY h.agency, h.record_id
