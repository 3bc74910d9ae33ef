-- ?1 token of the request, ?2 since_ms
INSERT INTO hit_time (token, since_ms) VALUES (?1, ?2) ON CONFLICT (token) DO NOTHING
