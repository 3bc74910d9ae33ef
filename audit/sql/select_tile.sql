SELECT hashes, root FROM tile WHERE level = ? AND idx = ?
