-- ?1 receiver: the last number that was given never goes back
UPDATE receiver_count
SET last = max(last, (SELECT coalesce(max(p.number), 0) FROM position AS p WHERE p.receiver = ?1))
WHERE receiver = ?1
