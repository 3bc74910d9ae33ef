-- What any of some keys binds, and what is held back past a time.
-- Ordered outside: a sort by id within has SQLite read every binding in that order.
-- ?1 keys (list), ?2 epoch ms -> id, class, keys, held_until_ms, parts
SELECT f.id, f.class, f.keys, f.held_until_ms, f.parts
FROM (
    SELECT b.id, b.class, b.keys, b.held_until_ms, b.parts
    FROM texts(?1) AS j
    JOIN bound_key AS k ON k.key = j.value
    JOIN bound_class AS b ON b.id = k.bound
    UNION
    SELECT id, class, keys, held_until_ms, parts
    FROM bound_class
    WHERE held_until_ms > 0 AND held_until_ms > ?2
) AS f
ORDER BY f.id
