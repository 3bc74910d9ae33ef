-- Records that are protected for longer than they were judged to be.
-- ?1 now ms, ?2 limit -> record
SELECT record
FROM raised
WHERE until_ms <= ?1
ORDER BY record
LIMIT ?2
