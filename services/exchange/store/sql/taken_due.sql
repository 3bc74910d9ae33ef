-- What is to be carried out or brought. ?1 peer, ?2 after place, ?3 limit -> rows
SELECT place, peer, id, record, kind, body, gone, state, receipt, signature
FROM taken_order
WHERE peer = ?1 AND brought = 0 AND place > ?2
ORDER BY place
LIMIT ?3
