-- A claim, but for one that stands already; one that was taken back stands again, a role that is turned again is told
-- again.
-- ?1 handle, ?2 fact, ?3 record, ?4 owner, ?5 source, ?6 speaker, ?7 court, ?8 order no, ?9 raised ms, ?10 due ms,
-- ?11 state, ?12 person
INSERT INTO claim (handle, fact, record, owner, source, speaker, court, order_no, raised_ms, due_ms, state, person)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (fact, record, owner, (CASE WHEN record = 0 THEN source ELSE 0 END)) DO UPDATE
SET
    source = excluded.source, speaker = excluded.speaker, court = excluded.court, order_no = excluded.order_no,
    raised_ms = excluded.raised_ms, due_ms = excluded.due_ms, state = excluded.state, person = excluded.person,
    until_ms = 0
WHERE claim.state = 'WITHDRAWN' OR claim.fact = 'ROLE_TURNED'
