-- The oldest segment that no part alone holds: its first leaf, and the one after its last.
SELECT first_idx, first_idx + count FROM segment ORDER BY first_idx LIMIT 1
