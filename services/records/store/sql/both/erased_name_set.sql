-- ?1 name
INSERT INTO erased_name (name) VALUES (?1)
ON CONFLICT (name) DO NOTHING
