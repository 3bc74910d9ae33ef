-- The last row that is kept under any of the authorities.
-- ?1 names (list) -> seq
SELECT coalesce(max((SELECT max(f.seq) FROM feed_row AS f WHERE f.authority = j.value)), 0)
FROM texts(?1) AS j
