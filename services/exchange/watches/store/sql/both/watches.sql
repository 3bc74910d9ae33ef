-- Those of one officer and case that they have not ended, and that expire after a time.
-- ?1 feed, ?2 now, epoch milliseconds
SELECT token, body FROM watch WHERE feed = ?1 AND open = 1 AND until_ms > ?2 ORDER BY number
