-- ?1 receiver, ?2 feed -> pages, one for each number at which they began
SELECT count(DISTINCT since) FROM issued WHERE receiver = ?1 AND feed = ?2
