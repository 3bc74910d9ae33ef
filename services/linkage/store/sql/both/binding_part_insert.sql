-- ?1 part, ?2 bound
INSERT INTO bound_part (part, bound)
VALUES (?1, ?2)
