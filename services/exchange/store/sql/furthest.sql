-- ?1 receiver, ?2 feed -> the last number that was given or acknowledged
SELECT coalesce(max(sequence), 0) FROM (
  SELECT sequence FROM issued WHERE receiver = ?1 AND feed = ?2
  UNION ALL
  SELECT sequence FROM follower WHERE receiver = ?1 AND feed = ?2
)
