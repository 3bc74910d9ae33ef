-- A provisional identity as it stands now.
-- ?1 token, ?2 body, sealed
INSERT INTO provisional (token, body) VALUES (?1, ?2)
ON CONFLICT (token) DO UPDATE SET body = excluded.body
