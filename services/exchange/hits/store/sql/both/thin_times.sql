-- Times of what is gone.
-- ?1 before, epoch milliseconds
DELETE FROM hit_time WHERE since_ms < ?1 AND token NOT IN (SELECT token FROM hit_request)
