-- Whether a row is kept.
-- ?1 kind, ?2 id -> kind, id
SELECT kind, id
FROM feed_row
WHERE kind = ?1 AND id = ?2
