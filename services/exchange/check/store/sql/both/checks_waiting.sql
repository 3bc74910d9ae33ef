-- The oldest that are to be brought. ?1 limit -> place, post, document, at ms, waiting
SELECT place, post, document, at_ms, waiting
FROM post_check
WHERE waiting != x''
ORDER BY at_ms, place
LIMIT ?1
