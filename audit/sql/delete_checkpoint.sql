-- A head of an hour that has another.
DELETE FROM checkpoint WHERE size = ?
