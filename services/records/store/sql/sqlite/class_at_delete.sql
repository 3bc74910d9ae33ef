-- ?1 records (JSON)
DELETE FROM class_at WHERE record IN (SELECT j.value FROM json_each(?1) AS j)
