-- How much of a node's feeds is kept aside.
-- ?1 peer -> items, bytes of their bodies
SELECT count(*), coalesce(sum(length(body)), 0) FROM copy_aside WHERE peer = ?1
