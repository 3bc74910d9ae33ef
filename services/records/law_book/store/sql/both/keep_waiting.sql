-- A matter waits since then, or since an earlier time that is kept.
-- ?1 token, ?2 since_ms
INSERT INTO waiting (token, since_ms) VALUES (?1, ?2) ON CONFLICT (token) DO UPDATE SET since_ms = min(since_ms, ?2)
