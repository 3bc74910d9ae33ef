-- One.
-- ?1 id
SELECT id, withdrawn_ms, body FROM alert WHERE id = ?1
