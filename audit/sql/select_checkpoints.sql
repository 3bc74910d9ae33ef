SELECT size, note FROM checkpoint WHERE quorum = 1 AND size <= ? ORDER BY size
