-- Rows of an authority, in order.
-- ?1 authority, ?2 limit -> the row in table order
SELECT
    seq, class, authority, kind, id, start, finish, one, other, at_ms, until_ms, known_ms, amount_minor, currency,
    duration_s, label, label_ur, note
FROM feed_row
WHERE authority = ?1
ORDER BY seq
LIMIT ?2
