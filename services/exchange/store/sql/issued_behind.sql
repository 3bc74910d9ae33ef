-- ?1 receiver, ?2 feed, ?3 place: what left before a page that was acknowledged, and that page
DELETE FROM issued WHERE receiver = ?1 AND feed = ?2 AND place <= ?3
