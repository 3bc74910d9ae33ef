-- The newest full tile of one level.
SELECT idx FROM tile WHERE level = ? ORDER BY idx DESC LIMIT 1
