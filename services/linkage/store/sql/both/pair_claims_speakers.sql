-- Agencies of whose claims some wait.
-- -> speaker
SELECT DISTINCT c.speaker
FROM pair_claim AS c
WHERE c.settled = 0 AND c.raised_ms = 0
ORDER BY c.speaker
