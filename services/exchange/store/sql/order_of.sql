-- ?1 receiver, ?2 id -> the row in table order, agreement
SELECT
    o.place, o.receiver, o.number, o.id, o.record, o.kind, o.seq, o.given_ms, o.due_ms, coalesce(r.agreement, '')
FROM erasure_order AS o
LEFT JOIN recall AS r ON r.id = o.id
WHERE o.id = ?2 AND o.receiver = ?1
