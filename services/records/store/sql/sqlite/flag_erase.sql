-- ?1 records (JSON)
DELETE FROM flag WHERE record IN (SELECT j.value FROM json_each(?1) AS j)
