-- ?1 key, ?2 bound
INSERT INTO bound_key (key, bound)
VALUES (?1, ?2)
