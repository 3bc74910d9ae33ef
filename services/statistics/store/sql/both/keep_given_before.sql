-- The log says that a release was given by a plan; the first that it says.
-- ?1 name, ?2 sha256
INSERT INTO given_before (name, sha256) VALUES (?1, ?2)
ON CONFLICT (name) DO NOTHING RETURNING name
