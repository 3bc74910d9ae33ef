-- The day's statement stands in their place.
DELETE FROM refused WHERE day <= :day;
