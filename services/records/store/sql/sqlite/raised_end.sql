-- ?1 records (JSON)
DELETE FROM raised WHERE record IN (SELECT j.value FROM json_each(?1) AS j)
