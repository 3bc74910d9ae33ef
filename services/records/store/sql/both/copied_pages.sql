-- Headers that are held of an owner's page, newest first; more than one only where it comes again after an erasure.
-- ?1 agency, ?2 feed, ?3 page number -> page, sha256
SELECT c.page, c.sha256
FROM copied_page AS c
WHERE c.agency = ?1 AND c.feed = ?2 AND c.page_number = ?3
UNION ALL
SELECT p.page, p.sha256
FROM page AS p
WHERE p.agency = ?1 AND p.feed = ?2 AND p.page_number = ?3
ORDER BY 1 DESC
