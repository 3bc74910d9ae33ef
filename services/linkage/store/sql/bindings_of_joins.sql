-- Joins that any of some parts is in.
-- ?1 parts (JSON) -> id, class, keys, held_until_ms, parts
SELECT DISTINCT b.id, b.class, b.keys, b.held_until_ms, b.parts
FROM json_each(?1) AS given
JOIN bound_part AS p ON p.part = given.value
JOIN bound_class AS b ON b.id = p.bound
ORDER BY b.id
