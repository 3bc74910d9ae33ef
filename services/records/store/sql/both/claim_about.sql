-- The claim that a record's word makes of another. ?1 fact, ?2 owner, ?3 speaker, ?4 id of the source, ?5 agency and
-- ?6 id of the record that it concerns, both empty for none -> as claims_list, then the newest version of the source
SELECT
    c.id, c.handle, c.fact, c.owner, coalesce(h.agency, ''), coalesce(h.record_id, ''), c.speaker, s.record_id,
    c.court, c.order_no, c.raised_ms, c.due_ms, c.state, c.until_ms, s.version
FROM head AS s
JOIN claim AS c ON c.source = s.record
LEFT JOIN head AS h ON h.record = c.record
WHERE
    s.agency = ?3
    AND s.record_id = ?4
    AND c.fact = ?1
    AND c.owner = ?2
    AND coalesce(h.agency, '') = ?5
    AND coalesce(h.record_id, '') = ?6
