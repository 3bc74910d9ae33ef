-- ?1 transaction id
SELECT token, sealed FROM waiting WHERE transaction_id = ?1 ORDER BY place
