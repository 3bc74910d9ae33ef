-- ?1 agency, ?2 feed, ?3 page number, ?4 sha256
INSERT INTO feed_head (agency, feed, page_number, sha256)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (agency, feed) DO UPDATE SET page_number = excluded.page_number, sha256 = excluded.sha256
