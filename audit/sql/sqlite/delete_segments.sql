-- Segments that start before ?1 and end by ?2, which a part holds.
DELETE FROM segment WHERE first_idx < ?1 AND first_idx + count <= ?2
