-- In whose list it may stand, or of which case it is.
-- ?1 about, ?2 number
INSERT INTO referral_of (about, number) VALUES (?1, ?2)
