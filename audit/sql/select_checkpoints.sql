-- Every head with a quorum up to a size, oldest first.
SELECT size, note FROM checkpoint WHERE quorum = 1 AND size <= ? ORDER BY size
