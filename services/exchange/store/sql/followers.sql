-- -> receiver, feed, epoch, sequence, heard_ms, pages that are not acknowledged
SELECT receiver, feed, epoch, sequence, heard_ms, (
  SELECT count(*) FROM issued WHERE issued.receiver = follower.receiver AND issued.feed = follower.feed
)
FROM follower
ORDER BY receiver, feed
