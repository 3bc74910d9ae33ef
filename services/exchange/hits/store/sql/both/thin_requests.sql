-- What was settled before a time; the last request stays, so that no number is given twice.
-- ?1 before, epoch milliseconds -> number
DELETE FROM hit_request
WHERE waits = 0 AND token IN (SELECT token FROM hit_time WHERE since_ms < ?1)
AND number < (SELECT max(number) FROM hit_request)
RETURNING number
