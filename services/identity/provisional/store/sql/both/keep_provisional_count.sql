-- The counts of one half-year and body as they stand now.
-- ?1 token, ?2 about, ?3 body, sealed
INSERT INTO provisional_count (token, about, body) VALUES (?1, ?2, ?3)
ON CONFLICT (token) DO UPDATE SET body = excluded.body
