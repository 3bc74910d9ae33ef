-- ?1 receiver, ?2 above this number, ?3 limit -> the row in table order, agreement
SELECT
    o.place, o.receiver, o.number, o.id, o.record, o.kind, o.seq, o.given_ms, o.due_ms, coalesce(r.agreement, '')
FROM erasure_order AS o
LEFT JOIN recall AS r ON r.id = o.id
WHERE o.receiver = ?1 AND o.number > ?2
ORDER BY o.number
LIMIT ?3
