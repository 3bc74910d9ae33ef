-- ?1 records (list)
DELETE FROM flag WHERE record IN (SELECT j.value FROM numbers(?1) AS j)
