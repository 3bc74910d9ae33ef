-- The newest versions of these records. ?1 records (list)
DELETE FROM log
WHERE
    record IN (SELECT j.value FROM numbers(?1) AS j)
    AND version = (SELECT h.version FROM head AS h WHERE h.record = log.record)
