-- ?1 page, ?2 leaf
DELETE FROM copy_aside WHERE page = ?1 AND leaf = ?2
