-- ?1 transaction id, ?2 most
UPDATE waiting SET transaction_id = ?1
WHERE place IN (SELECT place FROM waiting WHERE transaction_id = '' ORDER BY place LIMIT ?2)
