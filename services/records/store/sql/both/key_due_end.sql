-- ?1 page, ?2 leaf
DELETE FROM key_due WHERE page = ?1 AND leaf = ?2
