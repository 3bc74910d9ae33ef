-- Roots of neighbouring tiles of one level.
SELECT root FROM tile WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx
