INSERT INTO registry (version, payload_sha256, idx) VALUES (?, ?, ?)
