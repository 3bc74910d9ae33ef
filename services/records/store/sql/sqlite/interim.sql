-- When words that hold for a time began.
-- ?1 tokens (JSON) -> fact, token, speaker, since ms, extended ms, ended
SELECT i.fact, i.token, i.speaker, i.since_ms, i.extended_ms, i.ended
FROM json_each(?1) AS j
JOIN interim AS i ON i.token = j.value
