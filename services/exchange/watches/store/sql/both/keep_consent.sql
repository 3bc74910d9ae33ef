-- One more, willing to nothing yet.
-- ?1 token of the subscription, ?2 person, ?3 agency, ?4 feed, ?5 until_ms, ?6 body, sealed
INSERT INTO consent (token, person, agency, feed, until_ms, willing_ms, body) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)
