-- What the records of each token say of the person together.
-- ?1 tokens (JSON) -> token, born from, born to, ordered
SELECT p.token, min(p.born_from), max(p.born_to), max(p.ordered)
FROM json_each(?1) AS j
JOIN person_token AS p ON p.token = j.value
WHERE p.until_ms = 9223372036854775807
GROUP BY p.token
