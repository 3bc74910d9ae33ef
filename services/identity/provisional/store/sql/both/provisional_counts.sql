-- The counts of one half-year.
-- ?1 about
SELECT token, body FROM provisional_count WHERE about = ?1
