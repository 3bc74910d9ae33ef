-- Those of one agency or one case past a number.
-- ?1 about, ?2 after, ?3 most
SELECT referral.number, token, body FROM referral_of
JOIN referral ON referral.number = referral_of.number
WHERE about = ?1 AND referral_of.number > ?2 ORDER BY referral_of.number LIMIT ?3
