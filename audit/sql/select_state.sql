-- One value of the log's own state.
SELECT value FROM state WHERE name = ?
