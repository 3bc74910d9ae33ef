-- ?1 receiver -> 1 where there is a copy, or a page that is not acknowledged
SELECT EXISTS (SELECT 1 FROM sent WHERE receiver = ?1 AND ended = 0)
    OR EXISTS (SELECT 1 FROM issued WHERE receiver = ?1)
