-- The counts of one half-year and body.
-- ?1 token
SELECT body FROM provisional_count WHERE token = ?1
