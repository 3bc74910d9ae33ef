-- The last that was sent of all under one need, or the first of one case, as each that stands before those is one.
-- ?1 about
SELECT token, body FROM referral_of
JOIN referral ON referral.number = referral_of.number
WHERE about = ?1 ORDER BY referral_of.number DESC LIMIT 1
