SELECT size, note FROM checkpoint WHERE quorum >= ? ORDER BY size DESC LIMIT 1
