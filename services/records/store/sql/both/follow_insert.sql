-- ?1 agency, ?2 token, ?3 until ms
INSERT INTO followed (agency, token, until_ms)
VALUES (?1, ?2, ?3)
ON CONFLICT (agency, token) DO UPDATE SET until_ms = excluded.until_ms
WHERE followed.until_ms < excluded.until_ms
