-- ?1 agency, ?2 feed, ?3 page number -> page, sha256, header, signature
SELECT page, sha256, header, signature
FROM page
WHERE agency = ?1 AND feed = ?2 AND page_number = ?3
