-- ?1 order's id, ?2 agency -> rows, oldest first
SELECT order_id, agency, sha256, state, receipt, signature, taken_ms
FROM erasure_receipt
WHERE order_id = ?1 AND agency = ?2
ORDER BY place
