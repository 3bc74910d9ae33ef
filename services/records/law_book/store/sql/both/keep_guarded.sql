-- Somebody is to be looked at.
-- ?1 token, ?2 body, sealed, ?3 due_ms
INSERT INTO guarded (token, body, due_ms) VALUES (?1, ?2, ?3) ON CONFLICT (token) DO UPDATE SET due_ms = ?3
