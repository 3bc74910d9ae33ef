-- One referral.
-- ?1 token
SELECT body FROM referral WHERE token = ?1
