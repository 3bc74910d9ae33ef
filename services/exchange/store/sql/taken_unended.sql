-- Orders that have not ended the peer's copies yet; what is expunged is blocked in place of that. ?1 peer, ?2 kind of those -> place, record
SELECT t.place, t.record
FROM taken_order AS t
WHERE t.peer = ?1 AND t.brought = 0 AND t.state = '' AND t.kind != ?2
    AND NOT EXISTS (SELECT 1 FROM taken_ended AS e WHERE e.place = t.place)
ORDER BY t.place
