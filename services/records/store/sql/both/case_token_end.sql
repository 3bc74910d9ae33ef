-- ?1 until ms, ?2 token, ?3 record
UPDATE case_token
SET until_ms = ?1
WHERE token = ?2 AND record = ?3 AND until_ms = 9223372036854775807
