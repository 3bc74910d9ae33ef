-- Proposals about one record that wait.
-- ?1 record
SELECT number, token, body FROM correction WHERE record = ?1 AND waits = 1 ORDER BY number
