SELECT root FROM tile WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx
