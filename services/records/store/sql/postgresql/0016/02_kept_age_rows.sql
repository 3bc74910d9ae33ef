-- Every age that protects today goes on for thirty days; a store that changes over today keeps it by other means.
INSERT INTO kept_age (record, seq, juvenile, until_ms)
SELECT
    h.record,
    h.seq,
    replace(c.attributes::json ->> 'juvenile', 'CLAIMED', 'POSSIBLE'),
    floor(extract(EPOCH FROM now()))::bigint * 1000 + 2592000000
FROM head AS h
JOIN policy_class AS c ON c.id = h.klass
WHERE
    c.attributes::json ->> 'juvenile' IN ('CLAIMED', 'POSSIBLE', 'YES', 'DONE')
    AND (SELECT j.changed_over_ms FROM judging AS j) < (floor(extract(EPOCH FROM now()))::bigint - 60) * 1000
ON CONFLICT (record) DO UPDATE
SET seq = excluded.seq, juvenile = excluded.juvenile, until_ms = excluded.until_ms
