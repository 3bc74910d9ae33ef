-- A release is granted, or for another time.
-- ?1 token, ?2 receiver, ?3 record, ?4 until_ms
INSERT INTO hit_granted (token, receiver, record, until_ms) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (token) DO UPDATE SET until_ms = excluded.until_ms
