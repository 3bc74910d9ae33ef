-- One of which less is to be known.
-- ?1 id, ?2 body, sealed
UPDATE alert SET body = ?2 WHERE id = ?1 AND stands = 1
