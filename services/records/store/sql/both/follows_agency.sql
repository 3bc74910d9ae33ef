-- Whether any reads of an agency are followed. ?1 agency, ?2 now ms
-- -> 1 or 0
SELECT EXISTS (SELECT 1 FROM followed WHERE agency = ?1 AND until_ms > ?2)
