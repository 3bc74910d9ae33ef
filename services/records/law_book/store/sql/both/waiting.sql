-- Since when a matter waits.
-- ?1 token
SELECT since_ms FROM waiting WHERE token = ?1
