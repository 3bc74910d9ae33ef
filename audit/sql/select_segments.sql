-- Leaves of [?1, ?2), with the segment that holds ?1.
SELECT first_idx, count, bodies, sealed FROM segment
WHERE first_idx >= coalesce((SELECT max(first_idx) FROM segment WHERE first_idx <= ?1), 0) AND first_idx < ?2
ORDER BY first_idx
