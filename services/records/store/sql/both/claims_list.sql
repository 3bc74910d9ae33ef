-- Claims after a place, oldest first: of one owner, or all where ?1 is empty; with ?4 only those open past that time.
-- ?1 owner, ?2 after id, ?3 limit, ?4 overdue at ms, 0 for all
-- -> id, handle, fact, owner, agency and id of the record, speaker, source id,
-- court, order no, raised ms, due ms, state, until ms
SELECT
    c.id, c.handle, c.fact, c.owner, coalesce(h.agency, ''), coalesce(h.record_id, ''), c.speaker,
    coalesce(s.record_id, ''), c.court, c.order_no, c.raised_ms, c.due_ms, c.state, c.until_ms
FROM claim AS c
LEFT JOIN head AS h ON h.record = c.record
LEFT JOIN head AS s ON s.record = c.source
WHERE
    c.id > ?2
    AND ?1 IN ('', c.owner)
    AND (CAST(?4 AS BIGINT) = 0 OR (c.due_ms > 0 AND c.due_ms <= ?4 AND c.state IN ('OPEN', 'ASKED_COURT')))
ORDER BY c.id
LIMIT ?3
