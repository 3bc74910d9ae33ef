-- Heads by their records' numbers.
-- ?1 records (list) -> the row in table order
SELECT
    h.record, h.agency, h.record_id, h.version, h.seq, h.kind, h.status, h.own, h.klass, h.until_ms, h.act_day,
    h.people, h.cases, h.facts
FROM numbers(?1) AS j
JOIN head AS h ON h.record = j.value
ORDER BY h.record
