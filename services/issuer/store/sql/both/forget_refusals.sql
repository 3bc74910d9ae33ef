-- The day's statement stands in their place.
-- ?1 day
DELETE FROM refused
WHERE day <= ?1
