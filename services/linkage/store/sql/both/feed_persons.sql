-- Persons by id, known up to a place.
-- ?1 ids (list), ?2 up to seq -> the row in table order
SELECT
    seq, class, authority, kind, id, start, finish, one, other, at_ms, until_ms, known_ms, amount_minor, currency,
    duration_s, label, label_ur, note
FROM feed_row
WHERE kind = 'SUBJECT' AND id IN (SELECT j.value FROM texts(?1) AS j) AND seq <= ?2
ORDER BY seq
