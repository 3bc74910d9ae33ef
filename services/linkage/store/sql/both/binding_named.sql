-- ?1 id -> id, class, keys, held_until_ms, parts
SELECT id, class, keys, held_until_ms, parts
FROM bound_class
WHERE id = ?1
