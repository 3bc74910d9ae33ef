-- From which day on the records of each token, now or before, hold the person to be of age.
-- ?1 tokens (list) -> token, first day, 1 where a record had none
SELECT p.token, min(h.act_day), count(h.act_day) < count(*)
FROM texts(?1) AS j
JOIN person_token AS p ON p.token = j.value
JOIN head AS h ON h.record = p.record
GROUP BY p.token
