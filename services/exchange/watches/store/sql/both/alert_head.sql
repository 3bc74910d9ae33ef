-- The newest of one feed.
-- ?1 feed
SELECT coalesce(max(sequence), 0) FROM alert WHERE feed = ?1
