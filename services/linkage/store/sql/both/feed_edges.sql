-- Edges of persons, known up to a place.
-- ?1 ids (list), ?2 up to seq -> the row in table order
SELECT
    seq, class, authority, kind, id, start, finish, one, other, at_ms, until_ms, known_ms, amount_minor, currency,
    duration_s, label, label_ur, note
FROM feed_row
WHERE seq IN (
    SELECT a.seq FROM texts(?1) AS j JOIN feed_row AS a ON a.one = j.value WHERE a.one != ''
    UNION
    SELECT b.seq FROM texts(?1) AS j JOIN feed_row AS b ON b.other = j.value WHERE b.other != ''
) AND seq <= ?2
ORDER BY seq
