-- ?1 token, ?2 blocked
INSERT INTO person (person, blocked, deceased) VALUES (?1, ?2, 0)
ON CONFLICT (person) DO UPDATE SET blocked = ?2
