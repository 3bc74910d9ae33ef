-- ?1 origin
SELECT agency, origin, size, root, time_ms FROM anchored_head WHERE origin = ?1
