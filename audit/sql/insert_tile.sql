-- The root of a full tile of hashes, never changed again.
INSERT INTO tile (level, idx, root) VALUES (?, ?, ?)
