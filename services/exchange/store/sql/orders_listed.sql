-- ?1 from this name, ?2 to before this one, ?3 after place, ?4 limit -> the row in table order
SELECT place, receiver, number, id, record, kind, seq, given_ms, due_ms
FROM erasure_order
WHERE place > ?3 AND record >= ?1 AND record < ?2
ORDER BY place
LIMIT ?4
