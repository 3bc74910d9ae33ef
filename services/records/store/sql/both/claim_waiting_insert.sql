-- A claim waits; one that waits already goes on as it is.
-- ?1 speaker, ?2 fact, ?3 record, ?4 owner, ?5 source, ?6 person, ?7 document, ?8 day, ?9 since ms, ?10 clock ms
INSERT INTO claim_waiting (speaker, fact, record, owner, source, person, document, day, since_ms, clock_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (speaker, fact, record, owner, source) DO NOTHING
