-- Note of what a desk is told.
-- ?1 token, ?2 about, ?3 body, sealed
INSERT INTO told_of (token, about, body) VALUES (?1, ?2, ?3) ON CONFLICT (token) DO NOTHING
