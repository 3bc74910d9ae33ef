-- ?1 receiver, ?2 feed, ?3 since, ?4 sequence, ?5 chain
INSERT INTO issued (receiver, feed, since, sequence, chain) VALUES (?1, ?2, ?3, ?4, ?5)
