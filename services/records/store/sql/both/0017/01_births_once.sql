-- A stranger's document of a birth counts once a person over all speakers, from the earliest of them on (ADR 166).
INSERT INTO interim (fact, token, speaker, since_ms, extended_ms, ended)
SELECT 'BIRTH', i.token, '', min(i.since_ms), max(i.extended_ms), min(i.ended)
FROM interim AS i
WHERE i.fact = 'BIRTH' AND i.speaker <> ''
GROUP BY i.token
