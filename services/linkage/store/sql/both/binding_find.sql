-- ?1 class, ?2 keys, ?3 held_until_ms, ?4 parts -> id, class, keys, held_until_ms, parts
SELECT id, class, keys, held_until_ms, parts
FROM bound_class
WHERE class = ?1 AND keys = ?2 AND held_until_ms = ?3 AND parts = ?4
