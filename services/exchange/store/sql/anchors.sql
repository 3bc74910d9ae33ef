-- Every log's last head
SELECT agency, origin, size, root, time_ms FROM anchored_head ORDER BY agency, origin
