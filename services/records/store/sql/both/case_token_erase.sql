-- ?1 records (list)
DELETE FROM case_token WHERE record IN (SELECT j.value FROM numbers(?1) AS j)
