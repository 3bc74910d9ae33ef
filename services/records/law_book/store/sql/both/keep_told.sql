-- Tell a desk, unless it was told before.
-- ?1 token, ?2 desk, ?3 at_ms
INSERT INTO told (token, desk, at_ms) VALUES (?1, ?2, ?3) ON CONFLICT (token, desk) DO NOTHING
