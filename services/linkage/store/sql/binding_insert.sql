-- ?1 class, ?2 keys, ?3 held_until_ms, ?4 parts -> id
INSERT INTO bound_class (class, keys, held_until_ms, parts)
VALUES (?1, ?2, ?3, ?4)
RETURNING id
