-- Unless it waits, has a token, or was asked for of late. ?1 token, ?2 sealed, ?3 epoch ms, ?4 of late: since, epoch ms
INSERT INTO waiting (token, sealed, transaction_id, queued_ms)
SELECT ?1, ?2, '', ?3
WHERE NOT EXISTS (SELECT 1 FROM number WHERE token = ?1 AND (outcome = 'TOKEN' OR (outcome <> '' AND asked_ms > ?4)))
ON CONFLICT (token) DO NOTHING
