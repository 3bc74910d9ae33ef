-- Orders about a record, oldest first. ?1 record -> rows
SELECT place, peer, id, record, kind, body, gone, state, receipt, signature
FROM taken_order
WHERE record = ?1
ORDER BY place
