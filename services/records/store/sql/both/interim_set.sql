-- ?1 fact, ?2 token, ?3 speaker, ?4 since ms, ?5 extended ms, ?6 ended
INSERT INTO interim (fact, token, speaker, since_ms, extended_ms, ended)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (token, fact, speaker) DO UPDATE
SET since_ms = excluded.since_ms, extended_ms = excluded.extended_ms, ended = excluded.ended
