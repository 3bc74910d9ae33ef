-- What changes whenever an answer about the person could change.
-- ?1 token -> last change, number of rows, how often oversight decided
SELECT coalesce(max(changed), 0), count(*), (SELECT number FROM verdict_head)
FROM person_token
WHERE token = ?1
