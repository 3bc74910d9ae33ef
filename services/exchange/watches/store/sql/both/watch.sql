-- One subscription.
-- ?1 token
SELECT body FROM watch WHERE token = ?1
