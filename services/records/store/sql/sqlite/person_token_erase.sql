-- ?1 records (JSON)
DELETE FROM person_token WHERE record IN (SELECT j.value FROM json_each(?1) AS j)
