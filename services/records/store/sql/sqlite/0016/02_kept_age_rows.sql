-- Every age that protects today goes on for thirty days; a store that changes over today keeps it by other means.
INSERT INTO kept_age (record, seq, juvenile, until_ms)
SELECT
    h.record,
    h.seq,
    replace(json_extract(c.attributes, '$.juvenile'), 'CLAIMED', 'POSSIBLE'),
    strftime('%s', 'now') * 1000 + 2592000000
FROM head AS h
JOIN policy_class AS c ON c.id = h.klass
WHERE
    json_extract(c.attributes, '$.juvenile') IN ('CLAIMED', 'POSSIBLE', 'YES', 'DONE')
    AND (SELECT j.changed_over_ms FROM judging AS j) < (strftime('%s', 'now') - 60) * 1000
ON CONFLICT (record) DO UPDATE
SET seq = excluded.seq, juvenile = excluded.juvenile, until_ms = excluded.until_ms
