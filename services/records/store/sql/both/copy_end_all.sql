-- No node gives these records any more. ?1 records (list)
DELETE FROM copy WHERE record IN (SELECT j.value FROM numbers(?1) AS j)
