-- Whether a match was told.
-- ?1 feed, ?2 match
SELECT sequence FROM alert WHERE feed = ?1 AND match = ?2
