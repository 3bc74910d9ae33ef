-- Whether there is one under it.
-- ?1 about
SELECT 1 FROM referral_of WHERE about = ?1 LIMIT 1
