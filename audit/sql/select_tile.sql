-- The root of one tile.
SELECT root FROM tile WHERE level = ? AND idx = ?
