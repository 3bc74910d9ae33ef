-- One request.
-- ?1 token
SELECT body FROM hit_request WHERE token = ?1 AND body <> x''
