-- The version of each record that the hub knew at a time.
-- ?1 records (list), ?2 ms -> record, seq
SELECT l.record, max(l.seq)
FROM numbers(?1) AS j
JOIN log AS l ON l.record = j.value
WHERE l.recorded_ms <= ?2
GROUP BY l.record
