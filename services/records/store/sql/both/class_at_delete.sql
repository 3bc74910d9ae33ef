-- ?1 records (list)
DELETE FROM class_at WHERE record IN (SELECT j.value FROM numbers(?1) AS j)
