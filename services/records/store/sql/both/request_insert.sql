-- ?1 agency, ?2 request id, ?3 body sha256, ?4 page
INSERT INTO request (agency, request_id, body_sha256, page)
VALUES (?1, ?2, ?3, ?4)
