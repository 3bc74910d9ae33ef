-- ?1 agency, empty for all, ?2 from, ?3 before, epoch ms -> agency, post, document, at ms
SELECT agency, post, document, at_ms
FROM post_check
WHERE at_ms >= ?2 AND at_ms < ?3 AND (?1 = '' OR agency = ?1)
