-- What changes whenever an answer about the person could change.
-- ?1 token -> last change, number of rows, how often oversight decided or judging again changed anything
SELECT coalesce(max(changed), 0), count(*), (
    SELECT v.number + j.steps FROM verdict_head AS v CROSS JOIN judging AS j
)
FROM person_token
WHERE token = ?1
