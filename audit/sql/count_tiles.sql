-- Whether the tree has tiles at all; without, it is computed from the leaves.
SELECT count(*) FROM tile
