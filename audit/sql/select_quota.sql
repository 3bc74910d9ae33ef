-- Uses within the last day, oldest first, for memory at the start.
SELECT scope, token, at_ms FROM quota ORDER BY at_ms
