-- A day is told once and for all.
-- ?1 number, ?2 day, ?3 payload
INSERT INTO refused_day (number, day, payload)
VALUES (?1, ?2, ?3)
