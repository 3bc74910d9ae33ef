INSERT INTO tile (level, idx, hashes, root) VALUES (?, ?, ?, ?)
