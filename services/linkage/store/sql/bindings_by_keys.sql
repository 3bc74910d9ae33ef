-- What any of some keys binds, and what is held back past a time.
-- ?1 keys (JSON), ?2 epoch ms -> id, class, keys, held_until_ms, parts
SELECT b.id, b.class, b.keys, b.held_until_ms, b.parts
FROM json_each(?1) AS given
JOIN bound_key AS k ON k.key = given.value
JOIN bound_class AS b ON b.id = k.bound
UNION
SELECT id, class, keys, held_until_ms, parts
FROM bound_class
WHERE held_until_ms > 0 AND held_until_ms > ?2
ORDER BY 1
