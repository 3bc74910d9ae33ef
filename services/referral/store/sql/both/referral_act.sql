-- What a request id was used for.
-- ?1 token
SELECT body FROM referral_act WHERE token = ?1
