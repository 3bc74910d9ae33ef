-- The last number given to a change.
-- -> number
SELECT number
FROM change_head
WHERE one = 1
