-- ?1 receiver, ?2 above this number, ?3 limit -> the row in table order
SELECT place, receiver, number, id, record, kind, seq, given_ms, due_ms
FROM erasure_order
WHERE receiver = ?1 AND number > ?2
ORDER BY number
LIMIT ?3
