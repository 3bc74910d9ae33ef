-- One more plan.
-- ?1 number, ?2 name, ?3 plan, ?4 release
INSERT INTO release (number, name, plan, release) VALUES (?1, ?2, ?3, ?4)
