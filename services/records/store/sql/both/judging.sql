-- How far judging again is.
-- -> registry, position, steps, changed over ms
SELECT registry, position, steps, changed_over_ms
FROM judging
WHERE one = 1
