-- One tile and its root.
SELECT hashes, root FROM tile WHERE level = ? AND idx = ?
