-- ?1 receiver, ?2 feed
DELETE FROM issued WHERE receiver = ?1 AND feed = ?2
