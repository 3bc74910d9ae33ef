-- Heads that never had a quorum, before one that is old enough.
DELETE FROM checkpoint WHERE quorum = 0 AND size < ?
