-- What protects these records is not known any more to rest on a word of before alone. ?1 records (list)
UPDATE claim
SET state = 'WITHDRAWN'
WHERE
    record IN (SELECT j.value FROM numbers(?1) AS j)
    AND fact IN ('BEFORE_AGE', 'BEFORE_ORDER', 'BEFORE_END', 'BEFORE_CASE')
    AND state = 'OPEN'
