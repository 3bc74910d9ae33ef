INSERT INTO leaf (idx, body, sealed) VALUES (?, ?, ?)
