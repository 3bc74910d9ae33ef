-- What a request id was used for.
-- ?1 token, ?2 body, sealed
INSERT INTO said_act (token, body) VALUES (?1, ?2)
