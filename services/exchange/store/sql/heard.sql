-- ?1 receiver, ?2 feed, ?3 now_ms
UPDATE follower SET heard_ms = ?3 WHERE receiver = ?1 AND feed = ?2 AND heard_ms < ?3
