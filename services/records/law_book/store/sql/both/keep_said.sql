-- What is said now, in the place of what was said before.
-- ?1 token, ?2 body, sealed
INSERT INTO said (token, body) VALUES (?1, ?2) ON CONFLICT (token) DO UPDATE SET body = ?2
