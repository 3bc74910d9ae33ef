-- One more, told now.
-- ?1 feed, ?2 sequence, ?3 match, ?4 record, ?5 told_ms, ?6 body, sealed
INSERT INTO alert (feed, sequence, match, record, told_ms, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
