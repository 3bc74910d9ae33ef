-- ?1 token, ?2 transaction id
UPDATE waiting SET transaction_id = ?2 WHERE token = ?1
