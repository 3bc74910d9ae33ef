-- ?1 agency, ?2 request id -> body sha256, page, sha256 of the page's header, answer
SELECT r.body_sha256, r.page, p.sha256, p.answer
FROM request AS r
JOIN page AS p ON p.page = r.page
WHERE r.agency = ?1 AND r.request_id = ?2
