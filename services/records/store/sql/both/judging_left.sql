-- What judging again has still to look at: versions, and records whose protection is to be lowered or ended by time.
-- ?1 now ms -> versions, records
SELECT
    CASE WHEN j.registry = 0 OR l.seq < j.position THEN 0 ELSE l.seq - j.position END,
    (SELECT count(*) FROM raised AS r WHERE r.until_ms <= ?1)
    + (SELECT count(DISTINCT c.record) FROM class_at AS c WHERE c.until_ms <= ?1)
FROM judging AS j
JOIN log_head AS l ON l.one = 1
WHERE j.one = 1
