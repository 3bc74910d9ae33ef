-- The newest day that was told.
-- -> number, day, payload
SELECT number, day, payload
FROM refused_day
ORDER BY number DESC
LIMIT 1
