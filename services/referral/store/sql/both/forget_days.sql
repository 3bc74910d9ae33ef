-- Nothing is kept of days that are over; the last one, as a call of before midnight may end after it.
-- ?1 day
DELETE FROM sent_day WHERE day < ?1
