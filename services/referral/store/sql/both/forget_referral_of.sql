-- It does not stand so any more.
-- ?1 about, ?2 token of the referral
DELETE FROM referral_of WHERE about = ?1 AND number = (SELECT number FROM referral WHERE token = ?2)
