-- Which nodes give these records.
-- ?1 records (list) -> rows in table order
SELECT c.record, c.peer, c.agreement, c.klass, c.snapshot
FROM numbers(?1) AS j
JOIN copy AS c ON c.record = j.value
ORDER BY c.record, c.peer
