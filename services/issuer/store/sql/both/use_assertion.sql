-- An assertion counts once; nothing happens the second time.
-- ?1 officer, ?2 assertion, ?3 epoch ms
-- -> officer, the first time
INSERT INTO used (officer, assertion, expires_ms)
VALUES (?1, ?2, ?3)
ON CONFLICT DO NOTHING
RETURNING officer
