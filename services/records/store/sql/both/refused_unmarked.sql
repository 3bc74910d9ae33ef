-- Refused versions that were sealed before each had a key of its own.
-- ?1 mark of what has, ?2 limit -> 0, 0, page, leaf, sha256, body
SELECT 0, 0, page, leaf, sha256, body
FROM quarantine
WHERE body <> x'' AND substr(body, 1, 4) <> ?1
ORDER BY page, leaf
LIMIT ?2
