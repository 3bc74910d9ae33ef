-- It does not stand so any more.
-- ?1 about, ?2 token of the claim
DELETE FROM compensation_of WHERE about = ?1 AND number = (SELECT number FROM compensation WHERE token = ?2)
