-- One more subscription.
-- ?1 token, ?2 feed, ?3 until_ms, ?4 body, sealed
INSERT INTO watch (number, token, feed, open, until_ms, body)
SELECT coalesce(max(number), 0) + 1, ?1, ?2, 1, ?3, ?4 FROM watch
