-- ?1 authority, ?2 up to seq
DELETE FROM feed_row
WHERE authority = ?1 AND seq <= ?2
