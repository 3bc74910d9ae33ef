-- A claim waits behind an equal one that is open and rests on another record.
-- ?1 speaker, ?2 fact, ?3 record, ?4 owner, ?5 source, ?6 person, ?7 document, ?8 day, ?9 since ms, ?10 clock ms
INSERT INTO claim_waiting (speaker, fact, record, owner, source, person, document, day, since_ms, clock_ms)
SELECT ?1, c.fact, c.record, c.owner, ?5, ?6, ?7, ?8, ?9, ?10
FROM claim AS c
WHERE c.fact = ?2 AND c.record = ?3 AND c.owner = ?4 AND c.source <> ?5 AND c.state IN ('OPEN', 'ASKED_COURT')
ON CONFLICT (speaker, fact, record, owner, source) DO NOTHING
