-- All orders of a kind. ?1 kind, ?2 after place, ?3 limit -> rows
SELECT place, peer, id, record, kind, body, gone, state, receipt, signature
FROM taken_order
WHERE place > ?2 AND kind = ?1
ORDER BY place
LIMIT ?3
