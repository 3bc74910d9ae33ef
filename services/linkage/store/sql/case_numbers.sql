-- ?1 records (JSON) -> record, start, finish
SELECT c.record, c.start, c.finish
FROM json_each(?1) AS j
JOIN case_number AS c ON c.record = j.value
ORDER BY c.record, c.start, c.finish
