-- What an agency told from one day to another is erased; number, day and digest stay.
-- ?1 agency, ?2 first day, ?3 last day
UPDATE refusals
SET body = x''
WHERE agency = ?1 AND day >= ?2 AND day <= ?3
