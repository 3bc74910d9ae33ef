-- How many an agency raised since a time.
-- ?1 speaker, ?2 since ms -> number
SELECT count(*)
FROM pair_claim AS c
WHERE c.speaker = ?1 AND c.settled IN (0, 1) AND c.raised_ms > 0 AND c.raised_ms > ?2
