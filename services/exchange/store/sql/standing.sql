-- ?1 receiver, ?2 feed -> epoch, basis, sequence, chain, heard_ms
SELECT epoch, basis, sequence, chain, heard_ms FROM follower WHERE receiver = ?1 AND feed = ?2
