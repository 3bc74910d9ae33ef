-- Leaf data of [?1, ?2), with the segment that holds ?1, without sealed forms.
SELECT first_idx, count, bodies, sealed IS NULL FROM segment
WHERE first_idx >= coalesce((SELECT max(first_idx) FROM segment WHERE first_idx <= ?1), 0) AND first_idx < ?2
ORDER BY first_idx
