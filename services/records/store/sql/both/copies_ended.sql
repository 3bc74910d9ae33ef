-- Which of these records are copies that ended.
-- ?1 records (list) -> record
SELECT e.record
FROM numbers(?1) AS j
JOIN copy_ended AS e ON e.record = j.value
