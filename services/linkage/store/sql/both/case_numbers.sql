-- ?1 records (list) -> record, start, finish
SELECT c.record, c.start, c.finish
FROM texts(?1) AS j
JOIN case_number AS c ON c.record = j.value
ORDER BY c.record, c.start, c.finish
