-- ?1 order's id, ?2 agency, ?3 sha256, ?4 state, ?5 receipt, ?6 signature, ?7 epoch ms
INSERT INTO erasure_receipt (order_id, agency, sha256, state, receipt, signature, taken_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (order_id, agency, sha256) DO NOTHING
