-- ?1 page, ?2 agency, ?3 feed, ?4 page number, ?5 sha256, ?6 header, ?7 signature, ?8 answer
INSERT INTO page (page, agency, feed, page_number, sha256, header, signature, answer)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
