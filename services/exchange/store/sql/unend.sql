-- What pages over these numbers ended that did not arrive. ?1 receiver, ?2 since, ?3 up to
UPDATE sent SET ended = 0 WHERE receiver = ?1 AND ended > 0 AND ended > ?2 AND ended <= ?3
