-- What was asked about records by which missing children were last found after a time.
-- ?1 since, epoch milliseconds, ?2 most records, the newest first
SELECT number, token, body FROM hit_request WHERE record IN
    (SELECT record FROM found_child WHERE found_ms > ?1 ORDER BY found_ms DESC LIMIT ?2)
AND body <> x'' ORDER BY number
