-- ?1 receiver, ?2 feed, ?3 sequence, ?4 chain
UPDATE follower SET sequence = ?3, chain = ?4 WHERE receiver = ?1 AND feed = ?2
