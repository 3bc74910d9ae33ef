-- Every record is judged again by the rules of today.
INSERT INTO raised (record, until_ms)
SELECT h.record, 0
FROM head AS h
WHERE (SELECT j.changed_over_ms FROM judging AS j) < (floor(extract(EPOCH FROM now()))::bigint - 60) * 1000
ON CONFLICT (record) DO UPDATE SET until_ms = 0
