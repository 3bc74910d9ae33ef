-- Orders about a record to all receivers. ?1 record -> the row in table order
SELECT place, receiver, number, id, record, kind, seq, given_ms, due_ms
FROM erasure_order
WHERE record = ?1
ORDER BY place
