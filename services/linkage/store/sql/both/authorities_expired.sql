-- Authorities past their date that still have rows.
-- ?1 now ms -> name
SELECT a.name
FROM authority AS a
WHERE a.retain_until_ms <= ?1 AND EXISTS (SELECT 1 FROM feed_row AS f WHERE f.authority = a.name)
ORDER BY a.id
