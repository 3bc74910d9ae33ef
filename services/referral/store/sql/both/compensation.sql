-- One claim.
-- ?1 token
SELECT body FROM compensation WHERE token = ?1
