-- ?1 receiver, ?2 feed, ?3 sequence, ?4 chain -> place
SELECT max(place) FROM issued WHERE receiver = ?1 AND feed = ?2 AND sequence = ?3 AND chain = ?4
