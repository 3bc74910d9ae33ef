-- How far of the log the store is known to hold what it says.
-- -> origin, size
SELECT origin, size
FROM log_mark
WHERE one = 1
