-- Whoever shares a token with these records is answered differently from now on.
-- ?1 records (list), ?2 changed
UPDATE person_token
SET changed = ?2
WHERE
    token IN (
        SELECT p.token
        FROM numbers(?1) AS j
        JOIN person_token AS p ON p.record = j.value
    )
