-- ?1 receiver -> its last number, 0 before the first
SELECT coalesce(max(number), 0) FROM erasure_order WHERE receiver = ?1
