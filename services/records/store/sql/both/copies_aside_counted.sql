-- How many items of each node's feeds are kept aside.
-- -> peer, number
SELECT peer, count(*)
FROM copy_aside
GROUP BY peer
ORDER BY peer
