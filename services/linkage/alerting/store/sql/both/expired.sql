-- What stands and whose time is over.
-- ?1 now, epoch milliseconds
SELECT id, withdrawn_ms, body FROM alert WHERE stands = 1 AND expires_ms <= ?1 ORDER BY number
