SELECT scope, token, at_ms FROM quota ORDER BY at_ms
