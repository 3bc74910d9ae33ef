-- How many of those that stand so.
-- ?1 about -> number
SELECT count(*) FROM compensation_of WHERE about = ?1
