-- A full tile of hashes, never changed again.
INSERT INTO tile (level, idx, hashes, root) VALUES (?, ?, ?, ?)
