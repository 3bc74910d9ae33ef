-- Something was said of a request.
-- ?1 token
DELETE FROM hit_time WHERE token = ?1
