-- How far the erasing of keys is.
-- -> keys, erasures, sealed, sealed until
SELECT keys, erasures, sealed, sealed_until
FROM erasing
WHERE one = 1
