-- What may come up of an agency's waiting claims: behind no equal one that is open, about whom fewer are open.
-- ?1 speaker, ?2 most open about a person, ?3 limit
-- -> speaker, fact, record, owner, source, person, document, day, since ms, clock ms
SELECT w.speaker, w.fact, w.record, w.owner, w.source, w.person, w.document, w.day, w.since_ms, w.clock_ms
FROM claim_waiting AS w
WHERE
    w.speaker = ?1
    AND NOT EXISTS (
        SELECT 1
        FROM claim AS c
        WHERE c.fact = w.fact AND c.record = w.record AND c.owner = w.owner AND c.state IN ('OPEN', 'ASKED_COURT')
    )
    AND (
        w.person = ''
        OR (
            SELECT count(*)
            FROM claim AS c
            WHERE c.speaker = w.speaker AND c.person = w.person AND c.due_ms > 0 AND c.state IN ('OPEN', 'ASKED_COURT')
        ) < ?2
    )
ORDER BY w.document DESC, w.since_ms, w.fact, w.record, w.owner, w.source
LIMIT ?3
