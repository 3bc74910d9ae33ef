-- Joins that any of some parts is in.
-- ?1 parts (list) -> id, class, keys, held_until_ms, parts
SELECT DISTINCT b.id, b.class, b.keys, b.held_until_ms, b.parts
FROM numbers(?1) AS j
JOIN bound_part AS p ON p.part = j.value
JOIN bound_class AS b ON b.id = p.bound
ORDER BY b.id
