-- Thirty days from today; a store that changes over today keeps what protected by other means (ADR 76).
INSERT INTO kept_age (record, seq, juvenile, until_ms)
SELECT h.record, h.seq, json_extract(c.attributes, '$.juvenile'), strftime('%s', 'now') * 1000 + 2592000000
FROM head AS h
JOIN policy_class AS c ON c.id = h.klass
WHERE
    json_extract(c.attributes, '$.juvenile') IN ('CLAIMED', 'POSSIBLE', 'YES', 'DONE')
    AND (SELECT j.changed_over_ms FROM judging AS j) < (strftime('%s', 'now') - 60) * 1000
