-- What ended by a number of an epoch that is over. ?1 receiver
UPDATE sent SET ended = -1 WHERE receiver = ?1 AND ended > 0
