-- ?1 transaction id
DELETE FROM waiting WHERE transaction_id = ?1
