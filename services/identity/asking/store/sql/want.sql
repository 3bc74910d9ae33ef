-- Unless the number has a token, was asked for of late, or too many of its readers' wait.
-- ?1 token, ?2 agency, ?3 of a record, ?4 of late: since, epoch ms, ?5 most of readers
INSERT INTO wanted (token, agency, of_record, pays)
SELECT ?1, ?2, ?3, 0
WHERE NOT EXISTS (SELECT 1 FROM number WHERE token = ?1 AND (outcome = 'TOKEN' OR (outcome <> '' AND asked_ms > ?4)))
AND (?3 = 1 OR (SELECT count(*) FROM wanted WHERE agency = ?2 AND of_record = 0) < ?5)
ON CONFLICT (token, agency) DO UPDATE SET of_record = min(of_record, excluded.of_record)
