-- ?1 token
INSERT INTO person (person, blocked, deceased) VALUES (?1, 0, 1)
ON CONFLICT (person) DO UPDATE SET deceased = 1
