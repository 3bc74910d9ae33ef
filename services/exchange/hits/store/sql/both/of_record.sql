-- What was asked about one record.
-- ?1 record
SELECT number, token, body FROM hit_request WHERE record = ?1 AND body <> x'' ORDER BY number
