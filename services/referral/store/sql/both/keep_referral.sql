-- One more referral.
-- ?1 token, ?2 body, sealed
INSERT INTO referral (number, token, body)
SELECT coalesce(max(number), 0) + 1, ?1, ?2 FROM referral
