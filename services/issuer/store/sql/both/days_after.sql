-- Days to be told anew.
-- ?1 number, excluded
-- -> number, payload
SELECT number, payload
FROM refused_day
WHERE number > ?1
ORDER BY number
