-- In whose list it may stand, or of which case it is.
-- ?1 about, ?2 token of the referral
INSERT INTO referral_of (about, number) SELECT ?1, number FROM referral WHERE token = ?2
ON CONFLICT DO NOTHING
