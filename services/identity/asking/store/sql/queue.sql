-- Where somebody wants it, and unless it waits. ?1 token, ?2 sealed, ?3 epoch ms
INSERT INTO waiting (token, sealed, transaction_id, queued_ms)
SELECT ?1, ?2, '', ?3 WHERE EXISTS (SELECT 1 FROM wanted WHERE token = ?1)
ON CONFLICT (token) DO NOTHING
