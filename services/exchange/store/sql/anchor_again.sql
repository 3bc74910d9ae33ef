-- A head of which the log tells: the largest stays. ?1 agency, ?2 origin, ?3 size, ?4 root, ?5 time -> origin
INSERT INTO anchored_head (agency, origin, size, root, time_ms) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (origin) DO UPDATE
SET agency = excluded.agency, size = excluded.size, root = excluded.root, time_ms = excluded.time_ms
WHERE excluded.size > anchored_head.size
RETURNING origin
