-- ?1 token, ?2 record, ?3 since ms, ?4 file
INSERT INTO case_token (token, record, since_ms, until_ms, file)
VALUES (?1, ?2, ?3, 9223372036854775807, ?4)
ON CONFLICT (token, record, since_ms) DO UPDATE SET until_ms = excluded.until_ms
