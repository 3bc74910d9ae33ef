-- ?1 records (list)
DELETE FROM raised WHERE record IN (SELECT j.value FROM numbers(?1) AS j)
