-- What was asked for and what came of it.
-- ?1 token, ?2 body, sealed
INSERT INTO provisional_change (token, body) VALUES (?1, ?2)
