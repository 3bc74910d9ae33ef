-- A day is told once and for all.
INSERT INTO refused_day (number, day, payload) VALUES (:number, :day, :payload);
