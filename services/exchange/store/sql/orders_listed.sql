-- ?1 from this name, ?2 to before this one, ?3 after place, ?4 limit -> the row in table order, agreement
SELECT
    o.place, o.receiver, o.number, o.id, o.record, o.kind, o.seq, o.given_ms, o.due_ms, coalesce(r.agreement, '')
FROM erasure_order AS o
LEFT JOIN recall AS r ON r.id = o.id
WHERE o.place > ?3 AND o.record >= ?1 AND o.record < ?2
ORDER BY o.place
LIMIT ?4
