-- One more.
-- ?1 alert, ?2 number, ?3 act, ?4 body, sealed
INSERT INTO opinion (alert, number, act, body) VALUES (?1, ?2, ?3, ?4)
