-- The leaf of a registry version, once.
INSERT INTO registry (version, payload_sha256, idx) VALUES (?, ?, ?)
