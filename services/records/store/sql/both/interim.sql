-- When words that hold for a time began.
-- ?1 tokens (list) -> fact, token, speaker, since ms, extended ms, ended
SELECT i.fact, i.token, i.speaker, i.since_ms, i.extended_ms, i.ended
FROM texts(?1) AS j
JOIN interim AS i ON i.token = j.value
ORDER BY i.token, i.fact, i.speaker
