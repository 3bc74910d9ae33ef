-- Requests that wait no more, of which nobody has noted since when; body empty where the record is erased.
-- ?1 most
SELECT token, body FROM hit_request WHERE waits = 0 AND token NOT IN (SELECT token FROM hit_time) LIMIT ?1
