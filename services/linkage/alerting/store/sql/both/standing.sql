-- Of all scopes what stands.
SELECT id, withdrawn_ms, body FROM alert WHERE stands = 1 ORDER BY number
