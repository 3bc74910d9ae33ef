-- How many leads an agency has offered in a day.
-- ?1 agency, ?2 day
SELECT COUNT(*) FROM lead_offer WHERE agency = ?1 AND day = ?2
