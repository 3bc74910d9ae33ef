-- ?1 agency, ?2 origin, ?3 size, ?4 root, ?5 time
INSERT OR REPLACE INTO anchored_head (agency, origin, size, root, time_ms) VALUES (?1, ?2, ?3, ?4, ?5)
