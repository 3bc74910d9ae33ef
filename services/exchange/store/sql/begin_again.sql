-- A new epoch on the same basis. ?1 receiver, ?2 feed, ?3 now_ms
UPDATE follower
SET epoch = max(epoch + 1, ?3), sequence = 0, chain = zeroblob(32)
WHERE receiver = ?1 AND feed = ?2
