-- ?1 receiver, ?2 id -> the row in table order
SELECT place, receiver, number, id, record, kind, seq, given_ms, due_ms
FROM erasure_order
WHERE id = ?2 AND receiver = ?1
