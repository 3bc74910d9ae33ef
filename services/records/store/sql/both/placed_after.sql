-- Versions after a seq whose bytes are held.
-- ?1 after seq, ?2 limit -> seq, record, page, leaf, sha256, body
SELECT seq, record, page, leaf, sha256, body
FROM log
WHERE seq > ?1 AND body <> x''
ORDER BY seq
LIMIT ?2
