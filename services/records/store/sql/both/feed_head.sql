-- ?1 agency, ?2 feed -> last page number, digest of its header
SELECT page_number, sha256
FROM feed_head
WHERE agency = ?1 AND feed = ?2
