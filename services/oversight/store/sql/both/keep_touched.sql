-- Whose records a session read; once for each owner.
-- ?1 session, ?2 owner, ?3 epoch ms
INSERT INTO touched (session, owner, first_ms)
VALUES (?1, ?2, ?3)
ON CONFLICT DO NOTHING
