-- The newest head; with 1, the newest that has a quorum.
SELECT size, note FROM checkpoint WHERE quorum >= ? ORDER BY size DESC LIMIT 1
