-- Acts that nobody has counted yet.
-- ?1 now, epoch milliseconds
INSERT INTO hit_time (token, since_ms)
SELECT token, ?1 FROM hit_act WHERE token NOT IN (SELECT token FROM hit_time)
