-- ?1 before, epoch milliseconds
DELETE FROM hit_act WHERE token IN (SELECT token FROM hit_time WHERE since_ms < ?1)
