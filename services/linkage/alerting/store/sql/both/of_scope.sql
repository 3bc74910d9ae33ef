-- Everything of a scope.
-- ?1 scope
SELECT id, withdrawn_ms, body FROM alert WHERE scope = ?1 ORDER BY number
