-- One more; nothing where it is known.
-- ?1 id, ?2 scope, ?3 raised_ms, ?4 expires_ms, ?5 body, sealed
INSERT INTO alert (number, id, scope, stands, raised_ms, expires_ms, withdrawn_ms, body)
SELECT coalesce(max(number), 0) + 1, ?1, ?2, 1, ?3, ?4, 0, ?5 FROM alert WHERE true
ON CONFLICT (id) DO NOTHING
