-- What changes whenever an answer about the person could change.
-- ?1 token -> last change, number of rows
SELECT coalesce(max(changed), 0), count(*)
FROM person_token
WHERE token = ?1
