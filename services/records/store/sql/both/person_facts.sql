-- What the records of each token say of the person, births by whose word they are.
-- ?1 tokens (list) -> token, birth by, born from, born to, ordered
SELECT p.token, p.birth_by, min(p.born_from), max(p.born_to), max(p.ordered)
FROM texts(?1) AS j
JOIN person_token AS p ON p.token = j.value
WHERE p.until_ms = 9223372036854775807
GROUP BY p.token, p.birth_by
ORDER BY p.token, p.birth_by
