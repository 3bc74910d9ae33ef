-- How many records a node gives.
-- ?1 peer -> number
SELECT count(*)
FROM copy
WHERE peer = ?1
