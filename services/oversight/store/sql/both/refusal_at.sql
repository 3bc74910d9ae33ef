-- The statement of an agency with a number.
-- ?1 agency, ?2 number
-- -> SHA-256
SELECT sha256
FROM refusals
WHERE agency = ?1 AND number = ?2
