-- ?1 token
SELECT outcome, asked_ms FROM number WHERE token = ?1
