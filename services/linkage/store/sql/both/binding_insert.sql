-- ?1 id, ?2 class, ?3 keys, ?4 held_until_ms, ?5 parts
INSERT INTO bound_class (id, class, keys, held_until_ms, parts)
VALUES (?1, ?2, ?3, ?4, ?5)
