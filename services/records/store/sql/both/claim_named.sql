-- One claim. ?1 handle -> as claims_list
SELECT
    c.id, c.handle, c.fact, c.owner, coalesce(h.agency, ''), coalesce(h.record_id, ''), c.speaker,
    coalesce(s.record_id, ''), c.court, c.order_no, c.raised_ms, c.due_ms, c.state, c.until_ms
FROM claim AS c
LEFT JOIN head AS h ON h.record = c.record
LEFT JOIN head AS s ON s.record = c.source
WHERE c.handle = ?1
