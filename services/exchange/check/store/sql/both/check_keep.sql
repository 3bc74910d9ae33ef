-- One that is there already stays.
-- ?1 agency, ?2 post, ?3 document, ?4 epoch ms, ?5 waiting
INSERT INTO post_check (agency, post, document, at_ms, waiting)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO NOTHING
